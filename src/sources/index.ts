import type { SourceType } from '../core/source/type.ts';
import { oauth } from './oauth/source.ts';

/** Every type of this kind. A new one is a folder beside this file and one line here (`npm run new`). */
export const sourceTypes: readonly SourceType[] = [oauth];
