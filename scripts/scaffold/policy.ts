import type { Names } from './kinds.ts';

/** A policy that passes those whose user name is listed. */
export const policy = ({ snake, camel, pascal, kebab, flat, title }: Names) => ({
  'schema.ts': `import { z } from 'zod';

export const ${pascal}Config = z.strictObject({
  usernames: z
    .array(z.string().min(1))
    .default([])
    .meta({ title: 'Usernames', description: 'Who passes.' }),
});
`,
  'policy.ts': `import { definePolicyType } from '../../core/policy/type.ts';
import { ${pascal}Config } from './schema.ts';
import { german } from './words.de.ts';

/** Passes those whose user name is listed. */
export const ${camel} = definePolicyType({
  type: '${snake}',
  model: 'authentik_policies_${snake}.${flat}policy',
  component: 'ak-policy-${kebab}-form',
  title: '${title}',
  description: 'Passes those whose user name is listed.',
  example: 'For a short list of people: “only the founders”.',
  config: ${pascal}Config,
  words: { de: german },
  messages: { not_listed: 'You are not on the list.' },
  uses: [],
  evaluate: ({ config, request, pass, fail }) =>
    config.usernames.includes(request.user.username) ? pass() : fail('not_listed'),
});
`,
  'words.de.ts': `import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  '${title}': 'Richtlinie „${title}“',
  '${title} Policy': 'Richtlinie „${title}“',
  '${title} Policies': 'Richtlinien „${title}“',
  'Passes those whose user name is listed.': 'Besteht für die, deren Benutzername in der Liste steht.',
  'For a short list of people: “only the founders”.': 'Für eine kurze Liste von Menschen: „nur die Gründer“.',
  Usernames: 'Benutzernamen',
  'Who passes.': 'Wer besteht.',
  'You are not on the list.': 'Sie stehen nicht auf der Liste.',
};
`,
  'policy.test.ts': `import { expect, test } from 'vitest';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { ${camel} } from './policy.ts';
import { ${pascal}Config } from './schema.ts';

test.each([
  { usernames: ['ada'], username: 'ada', passing: true, messages: [] },
  { usernames: ['ada'], username: 'mallory', passing: false, messages: ['You are not on the list.'] },
  { usernames: [], username: 'ada', passing: false, messages: ['You are not on the list.'] },
])('$username with $usernames listed', ({ usernames, username, passing, messages }) => {
  const config = ${pascal}Config.parse({ usernames });
  const request = aRequest({ user: aUser({ username }) });
  expect(${camel}.evaluate({ config, request, facts: undefined })).toMatchObject({ passing, messages });
});

test('unknown fields are refused', () => {
  expect(${pascal}Config.safeParse({ unknown: 1 }).success).toBe(false);
});
`,
  'README.md': `# ${title} policy

**What.** Passes those whose user name is listed.

**When.** For a short list of people. A group binding needs no policy.

**Example.**

\`\`\`json
POST /api/v3/policies/${snake}/
{ "name": "founders", "usernames": ["ada", "grace"] }
\`\`\`
`,
});
