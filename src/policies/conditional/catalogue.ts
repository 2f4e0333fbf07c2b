import { z } from 'zod';
import { said } from '../../core/words/said.ts';
import { CASTS, LIMITS } from './document.ts';
import { FACTS, type Fact, SCENARIOS } from './facts.ts';
import type { Kind } from './kinds.ts';
import { OPERATORS } from './operators.ts';
import { SETTERS, VARIABLES } from './variables.ts';

const fact = z.enum(Object.keys(FACTS) as [Fact, ...Fact[]]);
const shared = { key: z.string(), label: said() };

/** The kind of a value; of a list, `of` is that of its entries. */
const typeFields = {
  kind: z.string(),
  model: z.string().optional().meta({ description: 'The model whose keys the values are.' }),
  choices: z.array(z.string()).optional(),
  prefix: z.string().optional().meta({ description: 'Further choices begin like this.' }),
};

/** All that a document may be made of: what forms are drawn from. */
export const ConditionalCatalogue = z
  .object({
    facts: z.array(z.object(shared)),
    scenarios: z.array(z.object({ ...shared, facts: z.array(fact), models: z.array(z.string()) })),
    variables: z.array(
      z.object({
        ...shared,
        type: z.object({ ...typeFields, of: z.object(typeFields).optional() }),
        param: said().nullable().meta({ description: 'What the parameter is; null: there is none.' }),
        requires: z.array(fact).meta({ description: 'One of these facts has to be known.' }),
      }),
    ),
    setters: z.array(z.object({ ...shared, param: said(), requires: z.array(fact) })),
    operators: z.array(
      z.object({
        ...shared,
        kinds: z.array(z.string()).meta({ description: 'The kinds of value that it can look at.' }),
        operand: z.string().meta({ description: 'What stands on its right; "none": nothing.' }),
        negatable: z.boolean(),
        case_option: z.boolean(),
      }),
    ),
    casts: z.array(z.enum(CASTS)),
    limits: z.record(z.string(), z.int()),
  })
  .meta({ id: 'ConditionalCatalog' });

const ownType = (kind: Kind) => ({
  kind: kind.is,
  ...(kind.is === 'model' && { model: kind.model }),
  ...(kind.is === 'enum' && { choices: [...kind.choices], ...(kind.prefix && { prefix: kind.prefix }) }),
});

/** The registries as data. */
export const conditionalCatalogue = (): z.input<typeof ConditionalCatalogue> => ({
  facts: Object.entries(FACTS).map(([key, label]) => ({ key, label })),
  scenarios: SCENARIOS.map(({ key, title, facts, models }) => ({
    key,
    label: title,
    facts: [...facts],
    models: [...models],
  })),
  variables: VARIABLES.map(({ key, title, kind, param, requires }) => ({
    key,
    label: title,
    type: { ...ownType(kind), ...(kind.is === 'list' && { of: ownType(kind.of) }) },
    param: param ?? null,
    requires: [...requires],
  })),
  setters: SETTERS.map(({ key, title, param, requires }) => ({
    key,
    label: title,
    param,
    requires: [...requires],
  })),
  operators: OPERATORS.map(({ key, title, kinds, operand, negatable, folds }) => ({
    key,
    label: title,
    kinds: [...kinds],
    operand,
    negatable,
    case_option: folds || operand === 'pattern',
  })),
  casts: [...CASTS],
  limits: LIMITS,
});
