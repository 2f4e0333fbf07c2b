import { renderReference } from '../../src/adapters/configuration/reference.ts';
import { events, operations, permissions, problems } from './pages.ts';
import { readmes } from './readmes.ts';

/** Every file that is made from the code: path and text. */
export const generated = (): readonly (readonly [string, string])[] => [
  ['docs/reference/api.md', operations()],
  ['docs/reference/configuration.md', renderReference()],
  ['docs/reference/events.md', events()],
  ['docs/reference/permissions.md', permissions()],
  ['docs/reference/problems.md', problems()],
  ...readmes(),
];
