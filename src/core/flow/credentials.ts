import type { Users } from '../directory/ports.ts';
import type { EventDraft } from '../event/port.ts';
import type { Tries } from '../lockout/ports.ts';
import type { HttpFacts, UserFacts } from '../policy/request.ts';
import type { PasswordHashing } from '../ports.ts';

/** The wire names of the places where a password may be looked up. */
export const PASSWORD_BACKENDS = [
  'authentik.core.auth.InbuiltBackend',
  'authentik.core.auth.TokenBackend',
  'authentik.sources.ldap.auth.LDAPBackend',
  'authentik.sources.kerberos.auth.KerberosBackend',
] as const;

export type PasswordBackend = (typeof PASSWORD_BACKENDS)[number];

const INBUILT: PasswordBackend = 'authentik.core.auth.InbuiltBackend';
const TOKEN: PasswordBackend = 'authentik.core.auth.TokenBackend';

/** No user has this key: asked for instead of a user who is not there, so that the work is the same. */
export const NOBODY = 0;

/** How a password was found to be right: what `auth_method` and `auth_method_args` will say. */
export interface PasswordMatch {
  readonly backend: PasswordBackend;
  readonly method: 'password' | 'token';
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * Looks the password up in the backends, in their order; undefined where none knows it. One slow hash is computed
 * whoever is asked for, whatever the backends are: the time says nothing about the account. Backends that this
 * server cannot ask never match. The password is taken as typed. It costs a try: where none is left, it is not compared.
 */
export async function checkPassword(input: {
  readonly user: UserFacts | undefined;
  /** What was typed as the name. */
  readonly identifier: string;
  readonly tries: Pick<Tries, 'take'>;
  readonly password: string;
  readonly backends: readonly string[];
  readonly users: Users;
  readonly hashing: PasswordHashing;
}): Promise<PasswordMatch | undefined> {
  const { user, identifier, tries } = input;
  const taken = await tries.take({ user, identifier });
  if (!taken.admitted) return undefined;
  const match = await compared(input);
  await (match ? taken.right() : taken.wrong());
  return match;
}

async function compared(input: {
  readonly user: UserFacts | undefined;
  readonly password: string;
  readonly backends: readonly string[];
  readonly users: Users;
  readonly hashing: PasswordHashing;
}): Promise<PasswordMatch | undefined> {
  const { user, password, backends, users, hashing } = input;
  const pk = user?.pk ?? NOBODY;
  const hash = backends.includes(INBUILT) ? await users.passwordHash(pk) : '';
  const right = await hashing.verify(hash, password);
  for (const backend of backends) {
    if (backend === INBUILT && right && hash !== '' && pk !== NOBODY) {
      return { backend, method: 'password', args: {} };
    }
    // Also for nobody: only a right password may be quicker than a wrong one.
    const token = backend === TOKEN ? await users.appPassword(pk, password) : undefined;
    if (token && pk !== NOBODY)
      return { backend: TOKEN, method: 'token', args: { identifier: token.identifier } };
  }
  return undefined;
}

/** Whether this server can ask any of the backends. Where not, no password would ever be right. */
export const canCheckPassword = (backends: readonly string[]): boolean =>
  backends.includes(INBUILT) || backends.includes(TOKEN);

/** The event of a stage that has to check a password and cannot. */
export const passwordUncheckable = (input: {
  readonly stage: { readonly pk: string; readonly name: string };
  readonly backends: readonly string[];
  readonly request: HttpFacts;
}): EventDraft => ({
  action: 'configuration_error',
  app: 'postern.stages',
  context: {
    message:
      `The stage ${input.stage.name} cannot check any password: ${whyNot(input.backends)}. ` +
      `Add ${INBUILT} to the backends of the password stage.`,
    stage: { pk: input.stage.pk, name: input.stage.name },
  },
  http_request: input.request,
});

/** The event of a wrong password. `identifier` is what was typed as the name; the password never gets here. */
export const loginFailed = (input: {
  readonly stage: { readonly pk: string; readonly name: string };
  readonly identifier: string;
  readonly user: UserFacts | undefined;
  readonly request: HttpFacts;
}): EventDraft => ({
  action: 'login_failed',
  app: 'postern.stages',
  context: {
    stage: { pk: input.stage.pk, name: input.stage.name },
    username: input.user?.username ?? input.identifier,
    identifier: input.identifier,
    user_pk: input.user?.pk ?? null,
  },
  http_request: input.request,
});

const whyNot = (backends: readonly string[]): string =>
  backends.length === 0 ? 'it has no backends' : `this version cannot ask ${backends.join(' or ')}`;
