import type { Control, Field } from '../../../../ui/form/fields.ts';
import type { Catalogue, Operator, ValueType, Variable } from './catalogue.ts';
import { operatorsFor, typeOf } from './catalogue.ts';

export interface Reference {
  readonly key: string;
  readonly param?: string | undefined;
  readonly cast?: string | undefined;
}

export type Operand =
  | { readonly type: 'literal'; readonly value: unknown }
  | { readonly type: 'variable'; readonly variable: Reference };

export interface Compare {
  readonly type: 'compare';
  readonly variable: Reference;
  readonly operator: string;
  readonly value?: Operand | undefined;
  readonly options?: { readonly case_sensitive?: boolean; readonly negate?: boolean } | undefined;
}

export type Condition =
  | Compare
  | { readonly type: 'group'; readonly op: 'all' | 'any' | 'none'; readonly children: readonly Condition[] }
  | { readonly type: 'policy'; readonly policy: string };

interface Shared {
  readonly enabled?: boolean;
}

export type Action = Shared &
  (
    | { readonly type: 'condition'; readonly condition: Condition }
    | {
        readonly type: 'if';
        readonly condition: Condition;
        readonly then_actions?: readonly Action[] | undefined;
        readonly else_actions?: readonly Action[] | undefined;
      }
    | {
        readonly type: 'set';
        readonly target: { readonly key: string; readonly param?: string };
        readonly value: Operand;
      }
    | { readonly type: 'stop'; readonly result: 'pass' | 'fail'; readonly message?: string }
  );

export const ACTION_TYPES = ['condition', 'if', 'stop', 'set'] as const;
export const CONDITION_TYPES = ['compare', 'group', 'policy'] as const;
export const GROUP_OPS = ['all', 'any', 'none'] as const;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The actions of a document; none where it is not made of actions, which the API then says. */
export const actionsOf = (document: unknown): readonly Action[] =>
  isRecord(document) && Array.isArray(document.actions) ? (document.actions as Action[]) : [];

export const documentOf = (actions: readonly Action[]) => ({ version: 2, actions });

/** The first thing that can be compared, the way that is there for it first. */
export function newCompare(catalogue: Catalogue, variable = catalogue.variables[0]): Compare {
  if (!variable) return { type: 'compare', variable: { key: '' }, operator: '' };
  const cast = variable.type.kind === 'any' ? catalogue.casts[0] : undefined;
  const found = operatorsFor(catalogue, typeOf(variable, cast));
  const operator = found.find(({ key }) => key !== 'is_set' && key !== 'is_not_set') ?? found[0];
  return {
    type: 'compare',
    variable: {
      key: variable.key,
      ...(variable.param === null ? {} : { param: '' }),
      ...(cast ? { cast } : {}),
    },
    operator: operator?.key ?? '',
    ...valueFor(operator, typeOf(variable, cast)),
  };
}

export function newCondition(catalogue: Catalogue, type: Condition['type']): Condition {
  if (type === 'group') return { type, op: 'all', children: [newCompare(catalogue)] };
  return type === 'policy' ? { type, policy: '' } : newCompare(catalogue);
}

export function newAction(catalogue: Catalogue, type: Action['type']): Action {
  switch (type) {
    case 'condition':
      return { type, condition: newCompare(catalogue) };
    case 'if':
      return { type, condition: newCompare(catalogue), then_actions: [], else_actions: [] };
    case 'set':
      return {
        type,
        target: { key: catalogue.setters[0]?.key ?? '', param: '' },
        value: { type: 'literal', value: '' },
      };
    case 'stop':
      return { type, result: 'fail', message: '' };
  }
}

/** A value to begin with, where the operator wants one. */
export function valueFor(operator: Operator | undefined, type: Variable['type']): Pick<Compare, 'value'> {
  const control = operator && operandControl(operator, type);
  if (!control) return {};
  const lists = ['words', 'choices', 'references'];
  return {
    value: { type: 'literal', value: lists.includes(control.control) ? [] : '' },
  };
}

/** How one value of a type is entered. */
function controlOf({ kind, model, choices, prefix }: ValueType): Control {
  switch (kind) {
    case 'number':
      return { control: 'number', min: undefined, max: undefined };
    case 'datetime':
      return { control: 'moment' };
    case 'duration':
      return { control: 'duration' };
    case 'model':
      return { control: 'reference', ref: model ?? '', numbers: model === 'authentik_core.user' };
    case 'enum':
      return prefix ? { control: 'text' } : { control: 'choice', options: choices ?? [] };
    default:
      return { control: 'text' };
  }
}

function listControlOf(type: ValueType): Control {
  const one = controlOf(type);
  if (one.control === 'reference') return { ...one, control: 'references' };
  if (one.control === 'choice') return { ...one, control: 'choices' };
  return { control: 'words', numbers: one.control === 'number' };
}

/** How what stands right of an operator is entered; undefined where nothing does. */
export function operandControl({ operand }: Operator, type: Variable['type']): Control | undefined {
  const item = type.of ?? type;
  switch (operand) {
    case 'none':
      return undefined;
    case 'same':
      return controlOf(type);
    case 'item':
      return controlOf(item);
    case 'list':
    case 'pair':
      return listControlOf(type);
    case 'items':
      return listControlOf(item);
    case 'networks':
      return { control: 'words', numbers: false };
    case 'duration':
      return { control: 'duration' };
    case 'number':
      return { control: 'number', min: 0, max: undefined };
    default:
      return { control: 'text' };
  }
}

/** The same as a field of a form. */
export const operandField = (control: Control, title: string): Field => ({
  ...control,
  name: 'value',
  title,
  description: '',
  required: false,
  nullable: false,
  start: '',
});

/** The errors at a node itself and at its own fields, not those of nodes within it. */
export function errorsAt(
  errors: Readonly<Record<string, readonly string[]>>,
  path: string,
  ...fields: readonly string[]
): readonly string[] {
  return [path, ...fields.map((field) => `${path}.${field}`)].flatMap((at) => errors[at] ?? []);
}

/** The errors at a place and at all that is within it. */
export const errorsWithin = (
  errors: Readonly<Record<string, readonly string[]>>,
  path: string,
): readonly string[] =>
  Object.entries(errors).flatMap(([at, said]) => (at === path || at.startsWith(`${path}.`) ? said : []));

/** A list with one entry moved by a step. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const to = index + by;
  const [one, other] = [list[index], list[to]];
  if (one === undefined || other === undefined) return list;
  return list.map((entry, at) => (at === index ? other : at === to ? one : entry));
}
