import type { Actor } from '../../core/directory/ports.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { Model } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import { invalid, Problem } from '../../core/problem/problem.ts';
import type { Authority } from '../objects/authority.ts';
import { holdsMore } from '../rules/directory.ts';
import type { Sessions } from './sessions.ts';

/** Permits acting as another user: over all of them, or over one. */
const PERMISSION = 'authentik_core.impersonate';

const PROGRAMS: ReadonlySet<string> = new Set(['service_account', 'internal_service_account']);

/** What somebody is told who tries what only the person themselves may do. */
export const actingWords = (as: string): string =>
  `You are acting as ${as}. Stop that first: this changes how people prove who they are.`;

/** Nobody sets passwords, keys or devices, and nobody makes links, while they act as somebody else. */
export function refuseActing({ original, user }: Pick<Actor, 'original' | 'user'>): void {
  if (original) throw new Problem('permission_denied', { detail: actingWords(user.username) });
}

export interface PowersDeps {
  readonly replica: Replica;
  readonly authority: Authority;
  readonly users: Model;
  /** Whether this Postern lets anybody act as somebody else. */
  readonly enabled: boolean;
}

/** Whether a person may act as another one: asked at the beginning, and again at each request. */
export function createMayAct({ replica, authority, users, enabled }: PowersDeps) {
  return (person: UserFacts, as: UserFacts): boolean => {
    if (!enabled || person.pk === null || as.pk === null || person.pk === as.pk) return false;
    if (!as.is_active || PROGRAMS.has(as.type)) return false;
    const actor: Actor = { user: person, session: null, via: 'session', http: NOWHERE };
    return authority.may(actor, PERMISSION, users, as.pk) && !holdsMore({ replica, authority, actor }, as.pk);
  };
}

export interface ImpersonationDeps {
  readonly sessions: Pick<Sessions, 'actAs'>;
  readonly events: EventPort;
  readonly enabled: boolean;
  readonly requireReason: boolean;
  user(pk: number): UserFacts | undefined;
  mayAct(person: UserFacts, as: UserFacts): boolean;
}

/** Acting as another user: what they see and may do is seen and done, and everything says who really did it. */
export interface Impersonation {
  begin(user: number, reason: string, actor: Actor): Promise<void>;
  /** Acts as oneself again; nothing where one does already. */
  end(actor: Actor): Promise<void>;
}

export function createImpersonation(deps: ImpersonationDeps): Impersonation {
  const { sessions, events, enabled, requireReason, mayAct } = deps;
  const refuse = (sentence: string) => invalid({ non_field_errors: [sentence] });

  return {
    async begin(pk, reason, actor) {
      if (!enabled)
        throw refuse('Acting as other users is turned off here (the setting POSTERN_IMPERSONATION).');
      if (actor.original) throw refuse(`You are acting as ${actor.user.username} already. Stop that first.`);
      const { session } = actor;
      if (!session) throw refuse('Sign in with a browser for this: a token acts for its own user only.');
      if (actor.user.pk === pk) throw refuse('You are this user already.');
      const as = deps.user(pk);
      if (as?.pk == null) throw new Problem('not_found');
      if (!as.is_active) throw refuse('This account is not active. Activate it first.');
      if (PROGRAMS.has(as.type)) throw refuse('A service account does not sign in, so nobody can act as it.');
      if (!mayAct(actor.user, as))
        throw new Problem('permission_denied', { detail: 'This person holds more permissions than you do.' });
      if (requireReason && reason.trim() === '')
        throw invalid({ reason: ['Say why you act as this person. It is kept in the log.'] });
      await sessions.actAs(session.uuid, as.pk);
      tell('impersonation_started', as, actor, { reason: reason.trim() });
    },

    async end(actor) {
      const { original, session, user } = actor;
      if (!original || !session) return;
      await sessions.actAs(session.uuid, null);
      tell('impersonation_ended', user, { ...actor, user: original });
    },
  };

  function tell(
    action: 'impersonation_started' | 'impersonation_ended',
    { pk, username, email }: UserFacts,
    { user, http }: Actor,
    more: Readonly<Record<string, unknown>> = {},
  ): void {
    events.emit({
      action,
      app: 'postern.directory',
      context: { subject: { pk, username, email }, ...more },
      user,
      http_request: http,
    });
  }
}

const NOWHERE: HttpFacts = {
  client_ip: null,
  method: '',
  path: '',
  host: '',
  user_agent: '',
  request_id: '',
};
