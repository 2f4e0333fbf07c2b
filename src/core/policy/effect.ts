/**
 * What a policy wants to happen beside its answer. A policy never acts while it judges: it hands out effects, and the
 * caller carries out those of the bindings that have a say, after the decision and never in a test or a dry run.
 */
export type Effect =
  /** Writes a key of the flow's context; later stages see it. */
  | { readonly kind: 'set_context'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'remove_context'; readonly key: string }
  /** Writes keys of the object that the context has under `key`, and leaves its other keys alone. */
  | {
      readonly kind: 'merge_context';
      readonly key: string;
      readonly value: Readonly<Record<string, unknown>>;
    }
  /** Leaves the flow for another address instead of running the stage. */
  | { readonly kind: 'redirect'; readonly url: string }
  /** Makes the password of a user unusable, so that a new one has to be set. */
  | { readonly kind: 'expire_password'; readonly user: number }
  /** Writes an event `custom_<action>`: never one of Postern's own actions, which are believed. */
  | {
      readonly kind: 'event';
      readonly action: string;
      readonly context: Readonly<Record<string, unknown>>;
    }
  /** Sends an e-mail in plain text. */
  | {
      readonly kind: 'email';
      readonly to: readonly string[];
      readonly cc: readonly string[];
      readonly bcc: readonly string[];
      readonly subject: string;
      readonly body: string;
    };

/**
 * Keys that say who somebody is and how that was proven. Only stages may write them: a policy that could would be a
 * way to sign in as anybody.
 */
export const RESERVED_CONTEXT: ReadonlySet<string> = new Set([
  'pending_user',
  'proofs',
  'proofs_renewed',
  'auth_method',
  'auth_method_args',
  'user_backend',
  'is_sso',
  'is_restored',
  'restored_by',
  'postern/source_result',
  'certificate',
  'lockdown_target_user',
  'lockdown_target_users',
  'lockdown_self_service',
  'invitation',
  'invitation_in_effect',
  'prompt_fixed',
  'is_redirected',
  'application',
  'source',
  'flow_plan',
  'geoip',
  'asn',
  '__proto__',
]);

export type ContextEffect = Extract<Effect, { readonly key: string }>;

export const changesContext = (effect: Effect): effect is ContextEffect => 'key' in effect;

/** The context with what policies set and removed in it; the same object where they changed nothing. */
export function contextAfter<C extends Readonly<Record<string, unknown>>>(
  context: C,
  effects: readonly Effect[],
): C {
  let changed: Record<string, unknown> | undefined;
  for (const effect of effects) {
    if (!changesContext(effect) || RESERVED_CONTEXT.has(effect.key)) continue;
    changed ??= { ...context };
    if (effect.kind === 'set_context') changed[effect.key] = effect.value;
    else if (effect.kind === 'remove_context') delete changed[effect.key];
    else changed[effect.key] = { ...(changed[effect.key] as object | undefined), ...effect.value };
  }
  return (changed as C | undefined) ?? context;
}
