import type { Names } from './kinds.ts';

/** A source that knows the address of its provider. Its protocol is a `driver.ts` beside it. */
export const source = ({ snake, camel, pascal, kebab, flat, title }: Names) => ({
  'schema.ts': `import { z } from 'zod';

export const ${pascal}SourceConfig = z.strictObject({
  server_url: z
    .url({ protocol: /^https?$/ })
    .meta({ title: 'Server URL', description: 'Where the other side is reached.' }),
});
`,
  'source.ts': `import { defineSourceType } from '../../core/source/type.ts';
import { ${pascal}SourceConfig } from './schema.ts';
import { german } from './words.de.ts';

/** People from another server. No button is shown before a \`driver.ts\` speaks its protocol. */
export const ${camel} = defineSourceType({
  type: '${snake}',
  model: 'authentik_sources_${snake}.${flat}source',
  connection: 'authentik_sources_${snake}.user${flat}sourceconnection',
  component: 'ak-source-${kebab}-form',
  title: '${title}',
  description: 'People sign in with their account at another server.',
  icon_url: '',
  config: ${pascal}SourceConfig,
  words: { de: german },
  mappings: [],
  button: false,
  check: ({ server_url }) =>
    String(server_url).startsWith('http://') && !String(server_url).startsWith('http://localhost')
      ? { server_url: ['Use https:// for another machine.'] }
      : {},
});
`,
  'words.de.ts': `import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  '${title} Source': 'Quelle „${title}“',
  '${title} Sources': 'Quellen „${title}“',
  'People sign in with their account at another server.':
    'Menschen melden sich mit ihrem Konto auf einem anderen Server an.',
  'Server URL': 'Adresse des Servers',
  'Where the other side is reached.': 'Wo die andere Seite zu erreichen ist.',
  'Use https:// for another machine.': 'Benutzen Sie https:// für einen anderen Rechner.',
};
`,
  'source.test.ts': `import { expect, test } from 'vitest';
import { ${pascal}SourceConfig } from './schema.ts';
import { ${camel} } from './source.ts';

test.each([
  { server_url: 'https://people.corp.test/', errors: {} },
  { server_url: 'http://localhost:8080/', errors: {} },
  { server_url: 'http://people.corp.test/', errors: { server_url: ['Use https:// for another machine.'] } },
])('$server_url', ({ server_url, errors }) => {
  expect(${camel}.check?.(${pascal}SourceConfig.parse({ server_url }))).toEqual(errors);
});

test.each([{}, { server_url: 'people.corp.test' }, { server_url: 'https://a.test/', unknown: 1 }])(
  '%j is refused',
  (config) => {
    expect(${pascal}SourceConfig.safeParse(config).success).toBe(false);
  },
);
`,
  'README.md': `# ${title} source

**What.** People sign in with their account at another server.

**When.** When those people are known there already. Its protocol lives in \`driver.ts\`; before there is one, no button is
shown.

**Example.**

\`\`\`json
POST /api/v3/sources/${snake}/
{ "name": "Corp", "slug": "corp", "server_url": "https://people.corp.test/" }
\`\`\`
`,
});
