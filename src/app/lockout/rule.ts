import type { Configuration } from '../../core/flow/ports.ts';
import { seconds } from '../../core/model/fields.ts';
import type { Row } from '../../core/model/model.ts';
import { ownFields } from '../../core/model/own-fields.ts';
import { lockout } from '../../policies/lockout/policy.ts';
import { LockoutConfig } from '../../policies/lockout/schema.ts';

/** What the lockout policies of a flow say together. */
export interface Rule {
  /** The policy that says it, or the first of several. */
  readonly policy: string;
  readonly name: string;
  readonly attempts: number;
  readonly attempts_from_address: number;
  /** Seconds. */
  readonly window: number;
  readonly duration: number;
  readonly spare_known_devices: boolean;
  readonly unlock_flow: string | null;
}

/** The rule of a flow: that of the lockout policies that are bound to it, of several the strictest part of each. */
export function ruleOf(configuration: Configuration, flow: string, now: number): Rule | undefined {
  const rules = configuration.by('policy_bindings', 'target', flow).flatMap((binding) => {
    const policy = hasSay(binding, now) ? configuration.get('policies', String(binding.policy)) : undefined;
    return policy?.type === lockout.type ? [read(policy)] : [];
  });
  return rules.length === 0 ? undefined : rules.reduce(stricter);
}

const hasSay = ({ policy, enabled, negate, expires }: Row, now: number): boolean =>
  typeof policy === 'string' &&
  enabled !== false &&
  negate !== true &&
  (typeof expires !== 'string' || Date.parse(expires) > now);

function read(policy: Row): Rule {
  const { data: config, error } = ownFields(LockoutConfig, policy);
  if (!config) throw error;
  return {
    ...config,
    policy: String(policy.pk),
    name: String(policy.name),
    window: seconds(config.window),
    duration: seconds(config.duration),
  };
}

function stricter(one: Rule, other: Rule): Rule {
  const limits = [one.attempts_from_address, other.attempts_from_address].filter((limit) => limit > 0);
  return {
    ...one,
    attempts: Math.min(one.attempts, other.attempts),
    attempts_from_address: limits.length > 0 ? Math.min(...limits) : 0,
    window: Math.max(one.window, other.window),
    duration: Math.max(one.duration, other.duration),
    spare_known_devices: one.spare_known_devices && other.spare_known_devices,
    unlock_flow: one.unlock_flow ?? other.unlock_flow,
  };
}
