import { z } from 'zod';
import { EXPRESSION_TARGETS, LANGUAGES } from '../core/expression/sandbox.ts';
import { expressionText } from '../core/policy/with-expression.ts';
import { said } from '../core/words/said.ts';
import { type Route, route } from './route.ts';

const tag = 'policies';

const draft = {
  content: expressionText().meta({ description: 'The text as it is written so far.' }),
  language: z.enum(LANGUAGES).nullable().default(null).meta({
    description: 'Left out, it is found out as on save.',
  }),
  target: z.enum(EXPRESSION_TARGETS).default('any').meta({
    description: 'What the expression is judged for: each hands another context in.',
  }),
  result: z.boolean().default(false).meta({
    description: "True where the expression sees the answer of its policy's own check as `result`.",
  }),
  policy: z.uuid().optional().meta({
    description: 'The policy that is changed: its text has to fit whatever it is bound to.',
  }),
};

const place = {
  line: z.int().min(1).max(65_536).meta({ description: 'Counted from one.' }),
  column: z.int().min(1).max(65_537).meta({ description: 'Counted from one.' }),
};

const fact = {
  type: z.string().meta({ description: 'As TypeScript writes it; empty where nobody knows it.' }),
  about: said().meta({ description: 'What it is for; empty where nothing is said.' }),
};

/** What the editor of expressions asks while somebody types. */
export const expressions: readonly Route[] = [
  route({
    id: 'policies_expression_check_create',
    method: 'POST',
    path: '/policies/expression/check/',
    tag,
    access: 'authenticated',
    summary: 'Check an expression as it is checked when it is saved, without saving it',
    body: z.strictObject(draft).meta({ id: 'ExpressionCheckRequest' }),
    reply: z
      .object({
        language: z.enum(LANGUAGES).nullable().meta({ description: 'Null: no language takes the text.' }),
        errors: z.array(
          z.object({
            language: z.enum(LANGUAGES),
            line: z.int(),
            column: z.int(),
            message: said(),
            code: z.string(),
          }),
        ),
      })
      .meta({ id: 'ExpressionCheck' }),
    status: 200,
    etag: false,
  }),
  route({
    id: 'policies_expression_complete_create',
    method: 'POST',
    path: '/policies/expression/complete/',
    tag,
    access: 'authenticated',
    summary: 'List the names that can stand at a place of an expression',
    body: z.strictObject({ ...draft, ...place }).meta({ id: 'ExpressionCompletionRequest' }),
    reply: z.array(
      z
        .object({
          label: z.string(),
          kind: z.enum(['function', 'method', 'property', 'variable', 'constant', 'keyword', 'type']),
          ...fact,
        })
        .meta({ id: 'ExpressionCompletion' }),
    ),
    status: 200,
    etag: false,
  }),
  route({
    id: 'policies_expression_hover_create',
    method: 'POST',
    path: '/policies/expression/hover/',
    tag,
    access: 'authenticated',
    summary: 'Tell what a name in an expression is',
    body: z.strictObject({ ...draft, ...place }).meta({ id: 'ExpressionHoverRequest' }),
    reply: z.object(fact).nullable().meta({ id: 'ExpressionHover' }),
    status: 200,
    etag: false,
  }),
];
