import type { Binding } from './binding.ts';
import type { Mode } from './decision.ts';
import type { PolicyType } from './type.ts';
import type { Fault } from './verdict.ts';

/** What bindings can be attached to, and what it means where nothing is bound. */
export interface TargetKind {
  readonly kind: 'flow' | 'stage_binding' | 'application' | 'source' | 'notification_rule' | 'entitlement';
  readonly table: string;
  readonly when_unbound: 'pass' | 'fail';
  /** Set where targets of this kind have one mode, whatever is stored. */
  readonly mode?: Mode;
  /** Set where not everything can be bound to targets of this kind. */
  readonly subjects?: readonly ('policy' | 'group' | 'user')[];
  /** The rule in words, for people who look at a target without bindings. */
  readonly pass: string;
  readonly fail: string;
}

/** The kinds of target. A target of any kind may overrule its kind by a field `when_unbound`. */
export const TARGET_KINDS: readonly TargetKind[] = [
  {
    kind: 'application',
    table: 'applications',
    when_unbound: 'pass',
    pass: 'Everyone can open this application.',
    fail: 'Nobody can open this application.',
  },
  {
    kind: 'flow',
    table: 'flows',
    when_unbound: 'pass',
    pass: 'Everyone can use this flow.',
    fail: 'Nobody can use this flow.',
  },
  {
    kind: 'stage_binding',
    table: 'stage_bindings',
    when_unbound: 'pass',
    pass: 'Everyone passes through this stage.',
    fail: 'Nobody passes through this stage.',
  },
  {
    kind: 'source',
    table: 'sources',
    when_unbound: 'pass',
    pass: 'Everyone can sign in through this source.',
    fail: 'Nobody can sign in through this source.',
  },
  {
    kind: 'notification_rule',
    table: 'notification_rules',
    when_unbound: 'fail',
    mode: 'any',
    pass: 'This rule fires at every event.',
    fail: 'This rule does not fire.',
  },
  {
    kind: 'entitlement',
    table: 'application_entitlements',
    when_unbound: 'fail',
    mode: 'any',
    subjects: ['group', 'user'],
    pass: 'Everyone has this entitlement.',
    fail: 'Nobody has this entitlement.',
  },
];

/** A configured policy, ready to be asked. */
export interface BoundPolicy {
  readonly pk: string;
  readonly name: string;
  readonly execution_logging: boolean;
  readonly type: PolicyType;
  /** Checked by the type's schema. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** A binding to a policy that can be asked. */
export interface PolicyBinding {
  readonly binding: Binding;
  readonly policy: BoundPolicy;
}

/** A target with everything that a decision needs; immutable, so that a decision keeps it while it asks the world. */
export interface CompiledTarget {
  readonly pk: string;
  readonly kind: TargetKind['kind'];
  /** Wire name of the target's model. */
  readonly model: string;
  /** For people. */
  readonly name: string;
  readonly mode: Mode;
  readonly when_unbound: 'pass' | 'fail';
  /** A cascade has taken a binding away since somebody last changed the bindings by hand. */
  readonly closed: boolean;
  /** In order. */
  readonly bindings: readonly Binding[];
  readonly policies: readonly PolicyBinding[];
  /** True where no policy has to ask the world: the decision can be made at once. */
  readonly immediate: boolean;
  /** True where no binding can be worth an event: none names a policy, is a dry run or broken. */
  readonly quiet: boolean;
  /** The target's row without its secrets: `request.obj`. */
  readonly obj: Readonly<Record<string, unknown>>;
}

/** A policy that cannot be asked, and why. */
export const isBroken = (policy: BoundPolicy | Fault): policy is Fault => 'fault' in policy;
