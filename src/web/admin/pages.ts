import { pages as applications } from './applications/pages.ts';
import { pages as blueprints } from './blueprints/pages.ts';
import { pages as brands } from './brands/pages.ts';
import { pages as certificates } from './certificates/pages.ts';
import { pages as directory } from './directory/pages.ts';
import { pages as events } from './events/pages.ts';
import { pages as flows } from './flows/pages.ts';
import { pages as invitations } from './invitations/pages.ts';
import { pages as mappings } from './mappings/pages.ts';
import { pages as notifications } from './notifications/pages.ts';
import type { PageOf } from './page-of.ts';
import { pages as policies } from './policies/pages.ts';
import { pages as prompts } from './prompts/pages.ts';
import { pages as providers } from './providers/pages.ts';
import { pages as rbac } from './rbac/pages.ts';
import { pages as reputation } from './reputation/pages.ts';
import { pages as sources } from './sources/pages.ts';
import { pages as stages } from './stages/pages.ts';
import { pages as system } from './system/pages.ts';
import { pages as tokens } from './tokens/pages.ts';

/** Every page by its address; the first that fits is shown. */
export const pages: readonly PageOf[] = [
  ...applications,
  ...providers,
  ...flows,
  ...stages,
  ...prompts,
  ...rbac,
  ...sources,
  ...directory,
  ...tokens,
  ...invitations,
  ...policies,
  ...mappings,
  ...reputation,
  ...blueprints,
  ...events,
  ...notifications,
  ...brands,
  ...certificates,
  ...system,
];
