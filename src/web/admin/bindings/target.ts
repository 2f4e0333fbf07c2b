import type { Mode } from '../wire.ts';

export type TargetKind = 'application' | 'flow' | 'stage_binding' | 'source';

/** What bindings are attached to. */
export interface Target {
  readonly kind: TargetKind;
  readonly pk: string;
  readonly name: string;
  readonly mode: Mode;
  /** The target's own path below `/api/v3`, where its mode is changed. */
  readonly path: string;
  /** What counts where nothing is bound. */
  readonly when_unbound: 'pass' | 'fail';
}
