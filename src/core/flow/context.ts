import type { UserFacts } from '../policy/request.ts';

/**
 * What a run of a flow carries from stage to stage: JSON data under the field's names (`pending_user`, `prompt_data`,
 * `application`, `source`, `is_sso`, `redirect`, `auth_method`, …). Kept on the server, bound to run and browser.
 */
export interface FlowContext {
  /** The person being identified, enrolled or changed. `pk` is null where no stored user stands behind it. */
  readonly pending_user?: PendingUser;
  /** What was typed, where the matched user is not shown. */
  readonly pending_user_identifier?: string;
  readonly prompt_data?: Readonly<Record<string, unknown>>;
  /** Where to go at the end; set by the system or by policies only, so it may be absolute. */
  readonly redirect?: string;
  readonly application?: { readonly pk: string; readonly slug: string; readonly name: string };
  readonly source?: { readonly pk: string; readonly slug: string; readonly name: string };
  readonly is_sso?: boolean;
  readonly is_redirected?: { readonly slug: string };
  readonly is_restored?: boolean;
  /** The link that restored it: whose it is, and the stage binding that was waiting for it, if any was. */
  readonly restored_by?: {
    readonly user: number;
    readonly binding: string | null;
    /** When the link was followed (ms). */
    readonly time: number;
  };
  readonly auth_method?: string;
  readonly auth_method_args?: Readonly<Record<string, unknown>>;
  /** Proof that this run holds: which stage type proved the pending user, and when (ms). */
  readonly proofs?: readonly Proof[];
  /** When this run itself wrote the person's password (ms): what it had proven before still counts. */
  readonly proofs_renewed?: number;
  readonly [key: string]: unknown;
}

export interface Proof {
  readonly type: string;
  readonly execution: string;
  readonly time: number;
}

/** A user as the context carries it: enough to show and to look up again, never a secret. */
export interface PendingUser {
  readonly pk: number | null;
  readonly uuid: string | null;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly avatar?: string;
  readonly is_active: boolean;
}

export const pendingUser = (user: UserFacts): PendingUser => ({
  pk: user.pk,
  uuid: user.uuid,
  username: user.username,
  name: user.name,
  email: user.email,
  is_active: user.is_active,
});

/**
 * The patch that makes somebody the pending user. What was proven of somebody else does not pass on: proofs and
 * method stay only where it is the same stored user as before.
 */
export function nowPending(context: FlowContext, person: PendingUser): Partial<FlowContext> {
  const before = context.pending_user?.pk ?? null;
  if (before !== null && before === person.pk) return { pending_user: person };
  return {
    pending_user: person,
    proofs: [],
    // `undefined` removes a key from the context; the type of the context itself has no room for saying so.
    ...({
      auth_method: undefined,
      auth_method_args: undefined,
      user_backend: undefined,
    } as unknown as Partial<FlowContext>),
  };
}

/** The patch that records that a stage proved the pending user. */
export const nowProven = (
  before: readonly Proof[] | undefined,
  proof: Proof,
  how: {
    readonly method: string;
    readonly args: Readonly<Record<string, unknown>>;
    readonly backend: string;
  },
): Partial<FlowContext> => ({
  proofs: [...(before ?? []), proof],
  auth_method: how.method,
  auth_method_args: how.args,
  user_backend: how.backend,
});
