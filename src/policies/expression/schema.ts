import { z } from 'zod';

export const ExpressionConfig = z.strictObject({
  expression: z.string().min(1).max(65_536).meta({
    title: 'Expression',
    description: 'TypeScript: the body of a function. Passes if it returns something true.',
    widget: 'expression',
  }),
});
