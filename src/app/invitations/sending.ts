import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import { pageOf } from '../../core/flow/address.ts';
import type { Posting } from '../../core/mail/posting.ts';
import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { Clock } from '../../core/ports.ts';
import { invalid } from '../../core/problem/problem.ts';
import type { ObjectUseCases } from '../objects/objects.ts';

export interface SendingInvitationsDeps {
  readonly catalogue: Catalogue;
  readonly cases: Pick<ObjectUseCases, 'find'>;
  readonly replica: Pick<Replica, 'get' | 'by'>;
  readonly posting: Posting;
  readonly clock: Clock;
}

export interface Addressees {
  readonly email_addresses: readonly string[];
  readonly cc_addresses: readonly string[];
  readonly bcc_addresses: readonly string[];
  readonly template: string;
}

/** The flow that an invitation leads into: its own, else the only one that takes invitations. */
function flowOf({ flow }: Row, replica: SendingInvitationsDeps['replica']): Row {
  const own = typeof flow === 'string' ? replica.get('flows', flow) : undefined;
  if (own) return own;
  const taking = new Set(
    replica
      .by('stages', 'type', 'invitation')
      .flatMap(({ pk }) => replica.by('stage_bindings', 'stage', pk).map(({ target }) => String(target))),
  );
  const [only, another] = [...taking];
  const found = only !== undefined && another === undefined ? replica.get('flows', only) : undefined;
  if (!found)
    throw invalid({
      non_field_errors: [
        'It is not clear which flow the invitation is for. Choose the flow of the invitation first.',
      ],
    });
  return found;
}

/** Sends invitations by e-mail. */
export const createInvitationMails =
  ({ catalogue, cases, replica, posting, clock }: SendingInvitationsDeps) =>
  async (pk: string, to: Addressees, actor: Actor): Promise<void> => {
    const model = catalogue.model('authentik_stages_invitation.invitation');
    const row = await cases.find(model, { pk }, 'change', actor);
    const expires = typeof row.expires === 'string' ? Date.parse(row.expires) : undefined;
    const lifetime = expires === undefined ? undefined : Math.floor((expires - clock.now()) / 1_000);
    if (lifetime !== undefined && lifetime <= 0)
      throw invalid({ non_field_errors: ['This invitation has expired. Give it more time first.'] });
    const path = pageOf(String(flowOf(row, replica).slug), { itoken: String(row.pk) });
    for (const [index, address] of [...new Set(to.email_addresses)].entries()) {
      const { outcome } = await posting.post({
        template: to.template,
        subject: '',
        stage: null,
        to: [address],
        // Who else is told reads it once, not once for each.
        cc: index === 0 ? to.cc_addresses : [],
        bcc: index === 0 ? to.bcc_addresses : [],
        person: { username: '', name: '', email: address, locale: '' },
        http: actor.http,
        path,
        ...(lifetime === undefined ? {} : { lifetime }),
        values: { sender: actor.user.name || actor.user.username },
      });
      if (outcome !== 'posted')
        throw invalid({ template: ['The e-mail could not be written. The log says why.'] });
    }
  };
