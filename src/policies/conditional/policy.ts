import { definePolicyType } from '../../core/policy/type.ts';
import type { Fact } from './facts.ts';
import { compiled, isProgram, judgeAsking, judgeNow } from './judge.ts';
import type { Use } from './notes.ts';
import { checkDocument, unfit } from './saving.ts';
import { ConditionalConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Facts that are known without a request. */
const OF_PERSON: ReadonlySet<Fact> = new Set<Fact>(['user', 'application']);

const isAboutPerson = ({ requires }: Use): boolean => requires.every((fact) => OF_PERSON.has(fact));

/** Passes if the conditions of a document hold, which is put together in a form or written as JSON. */
export const conditional = definePolicyType({
  type: 'conditional',
  model: 'authentik_policies_conditional.conditionalpolicy',
  component: 'ak-policy-conditional-form',
  title: 'Conditional',
  description: 'Passes if conditions hold that are put together without code.',
  example: '“In the group Sales, and on a weekday between eight and six”, put together from lists.',
  config: ConditionalConfig,
  words: { de: german },
  messages: {},
  uses: ['call', 'users'],
  immediate: (config) => {
    const program = compiled(config);
    return !isProgram(program) || !program.asks;
  },
  gather({ config, request, ports, timeout }) {
    const program = compiled(config);
    return isProgram(program) && program.asks ? judgeAsking(config, request, ports, timeout) : undefined;
  },
  evaluate: ({ config, request, facts }) => facts ?? judgeNow(config, request),
  beyondPerson(config) {
    const program = compiled(config);
    if (!isProgram(program)) return false;
    return program.policies.length > 0 || !program.uses.every(isAboutPerson);
  },
  check: checkDocument,
  fits: unfit,
  mentions: (config) => {
    const program = compiled(config);
    return isProgram(program) ? program.mentions : [];
  },
});
