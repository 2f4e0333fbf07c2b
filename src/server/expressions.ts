import type { Assisting, Draft } from '../app/expressions/assisting.ts';
import type { TextPlace } from '../core/expression/language-help.ts';
import type { Handler } from './bind.ts';

/** What the editor of expressions asks while somebody types. */
export function expressionHandlers(assisting: Assisting): Record<string, Handler> {
  return {
    async policies_expression_check_create({ body, actor }) {
      const { language, errors } = await assisting.check(body as unknown as Draft, actor);
      return {
        language,
        errors: errors.map(({ guessed: _, ...error }) => error),
      };
    },
    policies_expression_complete_create: ({ body, actor }) =>
      assisting.complete(body as unknown as Draft & TextPlace, actor),
    async policies_expression_hover_create({ body, actor }) {
      return (await assisting.explain(body as unknown as Draft & TextPlace, actor)) ?? null;
    },
  };
}
