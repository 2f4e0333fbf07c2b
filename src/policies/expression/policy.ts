import { definePolicyType } from '../../core/policy/type.ts';
import { runExpression, verdictOf } from '../../core/policy/with-expression.ts';
import { ExpressionConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Asks the sandbox, and reads what the expression returned as true or false. */
export const expression = definePolicyType({
  type: 'expression',
  model: 'authentik_policies_expression.expressionpolicy',
  component: 'ak-policy-expression-form',
  title: 'Expression',
  description: 'Passes if a few lines of TypeScript or Python say so.',
  example: 'For what no other type has words for: “only e-mail addresses of our company”, “only before six”.',
  config: ExpressionConfig,
  words: { de: german },
  messages: {},
  uses: ['sandbox'],
  beyondPerson: () => false,
  script: ({ expression, language }) => ({ expression, language }),
  gather: ({ config, request, ports, timeout }) => runExpression(ports.sandbox, config, request, timeout),
  evaluate: ({ facts }) => verdictOf(facts),
});
