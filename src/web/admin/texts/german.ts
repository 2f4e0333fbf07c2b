import { applications } from '../applications/words.de.ts';
import { bindings } from '../bindings/words.de.ts';
import { brands } from '../brands/words.de.ts';
import { events } from '../events/words.de.ts';
import { flows } from '../flows/words.de.ts';
import { frame } from '../frame/words.de.ts';
import { parts } from '../parts/words.de.ts';
import { policies } from '../policies/words.de.ts';
import { prompts } from '../prompts/words.de.ts';
import { providers } from '../providers/words.de.ts';
import { rbac } from '../rbac/words.de.ts';
import { sources } from '../sources/words.de.ts';
import { stages } from '../stages/words.de.ts';
import { tokens } from '../tokens/words.de.ts';
import type { english } from './english.ts';
import { general } from './general.de.ts';

export const german: Readonly<Record<keyof typeof english, string>> = {
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
