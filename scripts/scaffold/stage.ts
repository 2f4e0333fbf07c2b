import type { Names } from './kinds.ts';

/** A stage that shows a sentence and goes on when the person says so. */
export const stage = ({ snake, camel, pascal, kebab, flat, title }: Names) => ({
  'schema.ts': `import { z } from 'zod';

export const ${pascal}Config = z.strictObject({
  text: z
    .string()
    .default('')
    .meta({ title: 'Text', description: 'What the person reads; empty: a general sentence.' }),
});
`,
  'stage.ts': `import { z } from 'zod';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { ${pascal}Config } from './schema.ts';
import { german } from './words.de.ts';

/** Shows a sentence, and goes on when the person has confirmed it. */
export const ${camel} = defineStageType({
  type: '${snake}',
  model: 'authentik_stages_${snake}.${flat}stage',
  component: 'ak-stage-${kebab}-form',
  title: '${title}',
  description: 'Shows a sentence that has to be confirmed.',
  config: ${pascal}Config,
  words: { de: german },
  challenge: 'ak-stage-${kebab}',
  asks: z.strictObject({ text: z.string() }),
  answer: z.strictObject({ confirmed: z.boolean().default(false) }),
  messages: { unconfirmed: 'Please confirm that you have read this.' },
  uses: [],
  proves: false,
  begin: ({ config, ask }) => ask({ text: config.text }),
  answered: ({ answer, done, retry }) =>
    answer.confirmed ? done() : retry({ confirmed: 'unconfirmed' }),
});
`,
  'words.de.ts': `import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  '${title}': 'Stufe „${title}“',
  '${title} Stage': 'Stufe „${title}“',
  '${title} Stages': 'Stufen „${title}“',
  'Shows a sentence that has to be confirmed.': 'Zeigt einen Satz, der bestätigt werden muss.',
  Text: 'Wortlaut',
  'What the person reads; empty: a general sentence.': 'Was die Person liest; leer: ein allgemeiner Satz.',
  'Please confirm that you have read this.': 'Bitte bestätigen Sie, dass Sie das gelesen haben.',
};
`,
  'stage.test.ts': `import { expect, test } from 'vitest';
import { asked, complaints, passed, visit } from '../../core/testing/stage.ts';
import { ${camel} } from './stage.ts';

test('it shows its text and waits', async () => {
  expect(asked(await visit(${camel}, { config: { text: 'Mind the gap.' } }).begin())).toEqual({ text: 'Mind the gap.' });
});

test.each([{ answer: {} }, { answer: { confirmed: false } }])('$answer does not pass', async ({ answer }) => {
  expect(complaints(await visit(${camel}).answer(answer))).toEqual({
    confirmed: ['Please confirm that you have read this.'],
  });
});

test('who confirms goes on', async () => {
  expect(passed(await visit(${camel}).answer({ confirmed: true })).effects).toEqual([]);
});

test('A12: extra fields are refused', async () => {
  expect((await visit(${camel}).answer({ confirmed: true, pending_user: 1 })).step).toBe('refused');
});
`,
  'README.md': `# ${title} stage

**What.** Shows a sentence, and goes on when the person has confirmed it.

**When.** Anywhere in a flow. The flow pages draw its challenge, \`ak-stage-${kebab}\`.

**Example.**

\`\`\`json
POST /api/v3/stages/${snake}/
{ "name": "mind-the-gap", "text": "Mind the gap." }
\`\`\`
`,
});
