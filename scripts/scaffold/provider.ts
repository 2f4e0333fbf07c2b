import type { Names } from './kinds.ts';

/** A provider that knows the address of its application. Its protocol is an `endpoint.ts` beside it. */
export const provider = ({ snake, camel, pascal, kebab, flat, title }: Names) => ({
  'schema.ts': `import { z } from 'zod';

export const ${pascal}Config = z.strictObject({
  external_host: z
    .url({ protocol: /^https?$/ })
    .meta({ title: 'External host', description: 'Where people reach the application.' }),
});
`,
  'provider.ts': `import { defineProviderType } from '../../core/provider/type.ts';
import { ${pascal}Config } from './schema.ts';
import { german } from './words.de.ts';

/** An application at an address. Its protocol lives in \`endpoint.ts\`. */
export const ${camel} = defineProviderType({
  type: '${snake}',
  model: 'authentik_providers_${snake}.${flat}provider',
  component: 'ak-provider-${kebab}-form',
  title: '${title}',
  description: 'Leads people to an application.',
  icon_url: '',
  config: ${pascal}Config,
  words: { de: german },
  generated: {},
  mappings: [],
  launchUrl: ({ external_host }) => (typeof external_host === 'string' ? external_host : null),
});
`,
  'words.de.ts': `import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  '${title} Provider': 'Provider „${title}“',
  '${title} Providers': 'Provider „${title}“',
  'Leads people to an application.': 'Führt Menschen zu einer Anwendung.',
  'External host': 'Adresse der Anwendung',
  'Where people reach the application.': 'Wo Menschen die Anwendung erreichen.',
};
`,
  'provider.test.ts': `import { expect, test } from 'vitest';
import { ${camel} } from './provider.ts';
import { ${pascal}Config } from './schema.ts';

test('the application opens at its own address', () => {
  const config = ${pascal}Config.parse({ external_host: 'https://wiki.corp.test/' });
  expect(${camel}.launchUrl(config)).toBe('https://wiki.corp.test/');
});

test.each([{}, { external_host: 'javascript:alert(1)' }, { external_host: 'https://a.test/', unknown: 1 }])(
  '%j is refused',
  (config) => {
    expect(${pascal}Config.safeParse(config).success).toBe(false);
  },
);
`,
  'README.md': `# ${title} provider

**What.** Leads people to an application.

**When.** For applications that are reached at one address. Its protocol lives in \`endpoint.ts\`.

**Example.**

\`\`\`json
POST /api/v3/providers/${snake}/
{ "name": "wiki", "authorization_flow": "…", "invalidation_flow": "…", "external_host": "https://wiki.corp.test/" }
\`\`\`
`,
});
