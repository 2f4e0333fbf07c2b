import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import { pageSettings } from '../../core/directory/settings.ts';
import type { EventPort } from '../../core/event/port.ts';
import { pageOf } from '../../core/flow/address.ts';
import type { FlowTokens } from '../../core/flow/ports.ts';
import type { Posting } from '../../core/mail/posting.ts';
import { seconds } from '../../core/model/fields.ts';
import type { Row } from '../../core/model/model.ts';
import type { Objects, Replica } from '../../core/model/objects.ts';
import type { Clock, Random } from '../../core/ports.ts';
import { invalid, Problem } from '../../core/problem/problem.ts';
import { FLOW_TOKEN } from '../flows/restoring.ts';
import type { Authority } from '../objects/authority.ts';
import { holdsMore } from '../rules/directory.ts';
import { refuseActing } from './impersonation.ts';

export interface RecoveryDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly tokens: Pick<FlowTokens, 'put'>;
  readonly posting: Posting;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventPort;
  brand(host: string): Row | undefined;
}

/** Ways back into an account. */
export interface Recovery {
  /** The path of a one-time link that runs the brand's recovery flow for that person. Older links stop working. */
  link(user: number, token_duration: string, actor: Actor): Promise<string>;
  /** Sends such a link to the person's own address, with the template and the server of an e-mail stage. */
  mail(user: number, asked: { token_duration: string; email_stage: string }, actor: Actor): Promise<void>;
}

/** Makes links for people who cannot sign in. Whoever may make one could take the account over, so it is judged like that. */
export function createRecovery(deps: RecoveryDeps): Recovery {
  const { catalogue, objects, replica, authority, tokens, posting, clock, random, events } = deps;
  const users = catalogue.model('authentik_core.user');

  function flowFor({ http }: Actor): Row {
    const pk = deps.brand(http.host)?.flow_recovery;
    const flow = typeof pk === 'string' ? replica.get('flows', pk) : undefined;
    if (!flow)
      throw invalid({
        non_field_errors: ['This brand has no recovery flow. Choose one in the settings of the brand.'],
      });
    return flow;
  }

  /** Whom a link is for, and into which flow; refused where there can be none. */
  async function recoverable(pk: number, actor: Actor): Promise<{ row: Row; flow: Row }> {
    refuseActing(actor);
    const row = await objects.find(users, { pk });
    if (!row) throw new Problem('not_found');
    if (holdsMore({ replica, authority, actor }, pk)) throw new Problem('permission_denied');
    if (row.type === 'service_account' || row.type === 'internal_service_account')
      throw invalid({ non_field_errors: ['A service account has no password to recover.'] });
    if (row.is_active !== true)
      throw invalid({ non_field_errors: ['This account is not active. Activate it first.'] });
    return { row, flow: flowFor(actor) };
  }

  function told(purpose: string, row: Row, flow: Row, actor: Actor): void {
    events.emit({
      action: 'secret_view',
      app: 'postern.directory',
      context: {
        purpose,
        subject: { pk: row.pk, username: row.username },
        flow: { pk: flow.pk, slug: flow.slug },
      },
      user: actor.user,
      http_request: actor.http,
    });
  }

  return {
    async link(pk, token_duration, actor) {
      const { row, flow } = await recoverable(pk, actor);
      const now = clock.now();
      const token = random.token();
      await tokens.put(token, {
        flow: String(flow.pk),
        user: pk,
        created: now,
        expires: now + seconds(token_duration) * 1000,
      });
      told('recovery link', row, flow, actor);
      return pageOf(String(flow.slug), { [FLOW_TOKEN]: token });
    },

    async mail(pk, { token_duration, email_stage }, actor) {
      const { row, flow } = await recoverable(pk, actor);
      const stage = replica.get('stages', email_stage);
      if (stage?.type !== 'email') throw invalid({ email_stage: ['There is no such e-mail stage.'] });
      if (typeof row.email !== 'string' || row.email === '')
        throw invalid({ non_field_errors: ['This account has no e-mail address.'] });
      const { language = '' } = pageSettings(row.attributes as Readonly<Record<string, unknown>>);
      const { outcome } = await posting.post({
        template: String(stage.template),
        subject: String(stage.subject ?? ''),
        stage: String(stage.pk),
        to: [row.email],
        person: {
          username: String(row.username),
          name: String(row.name),
          email: row.email,
          locale: language,
        },
        http: actor.http,
        lifetime: seconds(token_duration),
        link: {
          slug: String(flow.slug),
          query: {},
          kept: { flow: String(flow.pk), user: pk, confirm: true },
        },
      });
      if (outcome !== 'posted')
        throw invalid({ non_field_errors: ['The e-mail could not be written. The log says why.'] });
      told('recovery link by e-mail', row, flow, actor);
    },
  };
}
