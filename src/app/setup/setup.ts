import type { Exclusive } from '../../core/blueprint/ports.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import type { Users } from '../../core/directory/ports.ts';
import { type FlowContext, pendingUser } from '../../core/flow/context.ts';
import type { Log } from '../../core/log.ts';
import type { Objects } from '../../core/model/objects.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { Digest, Random } from '../../core/ports.ts';
import { FIRST_ADMINISTRATOR, SETUP_FLOW, type SetupStore, STARTED_BY } from '../../core/setup/ports.ts';

export interface SetupDeps {
  readonly catalogue: Catalogue;
  readonly objects: Objects;
  readonly users: Users;
  readonly store: SetupStore;
  readonly exclusive: Exclusive;
  readonly random: Random;
  readonly digest: Digest;
  readonly log: Log;
}

/** What the operator wants to exist on the first start; null where nothing is wanted. */
export interface Bootstrap {
  readonly bootstrap_password: string | null;
  readonly bootstrap_email: string | null;
  readonly bootstrap_token: string | null;
}

/** What the start came to: the token of a fresh link, or what is missing, so that nobody can become administrator. */
export type SetupBegun =
  | { readonly outcome: 'over' }
  | { readonly outcome: 'link'; readonly token: string }
  | { readonly outcome: 'hindered'; readonly missing: string };

/** A link that was taken: start this flow with this context, for the browser that asked. */
export interface SetupOpened {
  readonly flow: string;
  readonly context: FlowContext;
}

/** How the first administrator comes about: once, and then never again. */
export interface Setup {
  /**
   * At every start, after the default blueprints: makes what the settings ask for, and answers the token of a fresh
   * one-time link (`/setup/<token>/`) where there is still no administrator. Older links stop working. There is no link
   * to a flow that is missing.
   */
  begin(bootstrap: Bootstrap): Promise<SetupBegun>;
  /** Takes the link. Undefined for a wrong or used token, and always once set-up is over. */
  open(token: string): Promise<SetupOpened | undefined>;
  /** To be called when a run of the set-up flow has ended: there is an administrator, so set-up is over. */
  finish(): Promise<void>;
}

const OVER: SetupBegun = { outcome: 'over' };

/** The superuser group of the default blueprints. */
const ADMINISTRATORS = 'authentik Admins';

/** A token is no longer than this; what is longer was not made here. */
const LONGEST_TOKEN = 200;

export function createSetup(deps: SetupDeps): Setup {
  const { catalogue, objects, users, store, exclusive, random, digest, log } = deps;
  const tokens = catalogue.model('authentik_core.token');
  const flows = catalogue.model('authentik_flows.flow');

  /** True where set-up is over, whether or not anybody has noticed yet. */
  async function isOver(): Promise<boolean> {
    if (await store.isComplete()) return true;
    if (!(await store.hasAdministrator())) return false;
    await store.complete();
    return true;
  }

  async function administrator(): Promise<UserFacts | undefined> {
    const found = await users.find(['username'], FIRST_ADMINISTRATOR, false);
    return found[0];
  }

  /** The account, without a password: nobody can sign in with it yet. Undefined without a group to put it into. */
  async function ensureAdministrator(email: string | null): Promise<UserFacts | undefined> {
    const existing = await administrator();
    if (existing && email === null) return existing;
    const groups = await objects.all(catalogue.model('authentik_core.group'), { is_superuser: true });
    const group = groups.find(({ name }) => name === ADMINISTRATORS) ?? groups[0];
    if (!group) return undefined;
    const written = await users.write({
      pk: existing?.pk ?? null,
      values: {
        ...(existing ? {} : { username: FIRST_ADMINISTRATOR, name: 'Administrator', type: 'internal' }),
        ...(email === null ? {} : { email }),
      },
      addGroups: [String(group.pk)],
    });
    if ('refused' in written) throw new Error(`${FIRST_ADMINISTRATOR}, ${written.field}: ${written.message}`);
    return written.user;
  }

  async function makeToken(user: UserFacts, key: string): Promise<void> {
    const identifier = `${FIRST_ADMINISTRATOR}-bootstrap-token`;
    if (await objects.find(tokens, { identifier })) return;
    await objects.insert(tokens, {
      ...tokens.fields.parse({ identifier, intent: 'api', user: user.pk, expiring: false }),
      description: 'Made on the first start, from the settings.',
      key_hash: digest.sha256(key),
    });
  }

  return {
    begin: ({ bootstrap_password, bootstrap_email, bootstrap_token }) =>
      exclusive.run('setup', async () => {
        if (await isOver()) return OVER;
        const user = await ensureAdministrator(bootstrap_email);
        if (!user) return { outcome: 'hindered', missing: 'a superuser group' };
        if (bootstrap_token !== null) await makeToken(user, bootstrap_token);
        if (bootstrap_password !== null) {
          await users.write({ pk: user.pk, values: {}, password: bootstrap_password });
          await store.complete();
          log.info({ username: FIRST_ADMINISTRATOR }, 'the first administrator was made from the settings');
          return OVER;
        }
        if (!(await objects.find(flows, { slug: SETUP_FLOW })))
          return { outcome: 'hindered', missing: `the flow "${SETUP_FLOW}"` };
        const token = random.token();
        return (await store.issue(digest.sha256(token))) ? { outcome: 'link', token } : OVER;
      }),

    async open(token) {
      if (token === '' || token.length > LONGEST_TOKEN || (await isOver())) return undefined;
      if (!(await store.consume(digest.sha256(token)))) return undefined;
      const user = await administrator();
      if (!user) return undefined;
      log.info({ username: user.username }, 'the set-up link was opened');
      return {
        flow: SETUP_FLOW,
        context: { pending_user: pendingUser(user), [STARTED_BY]: 'setup-link' },
      };
    },

    async finish() {
      if (await isOver()) log.info({}, 'set-up is over: the first administrator exists');
    },
  };
}
