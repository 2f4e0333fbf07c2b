import { applications } from '../applications/words.en.ts';
import { bindings } from '../bindings/words.en.ts';
import type { blueprints } from '../blueprints/words.en.ts';
import { brands } from '../brands/words.en.ts';
import type { certificates } from '../certificates/words.en.ts';
import type { directory } from '../directory/words.en.ts';
import { events } from '../events/words.en.ts';
import { flows } from '../flows/words.en.ts';
import { frame } from '../frame/words.en.ts';
import type { invitations } from '../invitations/words.en.ts';
import type { mappings } from '../mappings/words.en.ts';
import type { notifications } from '../notifications/words.en.ts';
import { parts } from '../parts/words.en.ts';
import { policies } from '../policies/words.en.ts';
import { prompts } from '../prompts/words.en.ts';
import { providers } from '../providers/words.en.ts';
import { rbac } from '../rbac/words.en.ts';
import type { reputation } from '../reputation/words.en.ts';
import { sources } from '../sources/words.en.ts';
import { stages } from '../stages/words.en.ts';
import type { system } from '../system/words.en.ts';
import { tokens } from '../tokens/words.en.ts';
import { general } from './general.en.ts';

/**
 * The words that the admin interface has from the beginning. Titles and help of an object's fields come from its schema.
 */
export const english = {
  ...general,
  ...tokens,
  ...providers,
  ...brands,
  ...applications,
  ...bindings,
  ...events,
  ...flows,
  ...frame,
  ...parts,
  ...policies,
  ...prompts,
  ...rbac,
  ...sources,
  ...stages,
};

/** The words that come with the pages of their area: its `words.ts`. */
type Later = typeof blueprints &
  typeof certificates &
  typeof mappings &
  typeof invitations &
  typeof directory &
  typeof notifications &
  typeof reputation &
  typeof system;

export type Key = keyof typeof english | keyof Later;
