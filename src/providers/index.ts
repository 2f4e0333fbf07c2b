import type { ProviderType } from '../core/provider/type.ts';
import { oauth2 } from './oauth2/provider.ts';

/** Every type of this kind. A new one is a folder beside this file and one line here (`npm run new`). */
export const providerTypes: readonly ProviderType[] = [oauth2];
