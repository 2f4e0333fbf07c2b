import type { Place } from './fault.ts';

export type Scalar = string | number | boolean | null;

/** A value as it stands in the text: plain data, or a tag that becomes data when the blueprint is applied. */
export type Value = { readonly at: Place } & (
  | { readonly kind: 'scalar'; readonly value: Scalar }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly entries: readonly MapEntry[] }
  | { readonly kind: 'tag'; readonly tag: Tag }
);

export interface MapEntry {
  readonly key: string;
  readonly at: Place;
  readonly value: Value;
}

export const CONDITION_MODES = ['AND', 'OR', 'NAND', 'NOR', 'XOR', 'XNOR'] as const;
export type ConditionMode = (typeof CONDITION_MODES)[number];

/** A tag, its form already checked. */
export type Tag =
  | { readonly name: '!KeyOf'; readonly id: string }
  | {
      readonly name: '!Find' | '!FindObject';
      readonly model: Value;
      readonly where: readonly (readonly [Value, Value])[];
    }
  | { readonly name: '!Context' | '!Env' | '!File'; readonly key: string; readonly otherwise?: Value }
  | { readonly name: '!Format'; readonly format: Value; readonly args: readonly Value[] }
  | { readonly name: '!If'; readonly condition: Value; readonly yes?: Value; readonly no?: Value }
  | { readonly name: '!Condition'; readonly mode: ConditionMode; readonly operands: readonly Value[] }
  | { readonly name: '!Enumerate'; readonly over: Value; readonly into: 'SEQ' | 'MAP'; readonly item: Value }
  | { readonly name: '!Index' | '!Value'; readonly depth: number }
  | { readonly name: '!AtIndex'; readonly container: Value; readonly key: Value; readonly otherwise?: Value };

export const TAG_NAMES = [
  '!KeyOf',
  '!Find',
  '!FindObject',
  '!Context',
  '!Env',
  '!File',
  '!Format',
  '!If',
  '!Condition',
  '!Enumerate',
  '!Index',
  '!Value',
  '!AtIndex',
] as const;

/** The values directly below a value. */
export function below(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items;
  if (value.kind === 'map') return value.entries.map((entry) => entry.value);
  if (value.kind === 'scalar') return [];
  const { tag } = value;
  const otherwise = 'otherwise' in tag && tag.otherwise ? [tag.otherwise] : [];
  switch (tag.name) {
    case '!Find':
    case '!FindObject':
      return [tag.model, ...tag.where.flat()];
    case '!Context':
    case '!Env':
    case '!File':
      return otherwise;
    case '!Format':
      return [tag.format, ...tag.args];
    case '!If':
      return [tag.condition, tag.yes, tag.no].filter((one) => one !== undefined);
    case '!Condition':
      return tag.operands;
    case '!Enumerate':
      return [tag.over, tag.item];
    case '!AtIndex':
      return [tag.container, tag.key, ...otherwise];
    default:
      return [];
  }
}
