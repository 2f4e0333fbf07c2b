import type { StageType } from '../core/flow/stage-type.ts';

/** Every type of this kind. A new one is a folder beside this file and one line here (`npm run new`). */
export const stageTypes: readonly StageType[] = [];
