import type { Mode } from '../wire.ts';
import type { Condition } from './rule.ts';

export type TargetKind =
  | 'application'
  | 'flow'
  | 'stage_binding'
  | 'source'
  | 'entitlement'
  | 'notification_rule';

/** What bindings are attached to. */
export interface Target {
  readonly kind: TargetKind;
  readonly pk: string;
  readonly name: string;
  /** Left out where all targets of the kind have the mode `any`. */
  readonly mode?: Mode;
  /** The target's own path below `/api/v3`, where its mode is changed. */
  readonly path: string;
  /** What counts where nothing is bound. */
  readonly when_unbound: 'pass' | 'fail';
}

/** Whom or what can be bound to a target of that kind. */
export const subjectsOf = (kind: TargetKind): readonly Condition['kind'][] =>
  kind === 'entitlement' ? ['group', 'user'] : ['policy', 'group', 'user'];

/** Whether somebody who is not signed in can come there at all. */
export const knowsStrangers = (kind: TargetKind): boolean =>
  kind === 'flow' || kind === 'stage_binding' || kind === 'source';
