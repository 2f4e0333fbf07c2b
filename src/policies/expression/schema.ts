import { z } from 'zod';
import { expressionText, languageField } from '../../core/policy/with-expression.ts';

export const ExpressionConfig = z.strictObject({
  expression: expressionText().min(1).meta({
    title: 'Expression',
    description: 'TypeScript or Python: the body of a function. Passes if it returns something true.',
    widget: 'expression',
    target: 'any',
  }),
  language: languageField(),
});
