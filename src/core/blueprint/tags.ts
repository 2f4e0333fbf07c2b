import { didYouMean } from '../nearest.ts';
import { type Place, wrong } from './fault.ts';
import { CONDITION_MODES, type ConditionMode, TAG_NAMES, type Tag, type Value } from './value.ts';

/** How each tag is written, for messages. */
const FORMS: Readonly<Record<string, string>> = {
  '!KeyOf': '!KeyOf id',
  '!Find': '!Find [model, [field, value], …]',
  '!FindObject': '!FindObject [model, [field, value], …]',
  '!Context': '!Context key, or !Context [key, default]',
  '!Env': '!Env NAME, or !Env [NAME, default]',
  '!File': '!File path, or !File [path, default]',
  '!Format': '!Format [text, argument, …]',
  '!If': '!If [condition, value, other value], or !If [condition]',
  '!Condition': `!Condition [${CONDITION_MODES.join(' | ')}, operand, …]`,
  '!Enumerate': '!Enumerate [list or map, SEQ | MAP, item]',
  '!Index': '!Index depth',
  '!Value': '!Value depth',
  '!AtIndex': '!AtIndex [list or map, key], or !AtIndex [list or map, key, default]',
};

/** Reads a tag from what stands behind it; throws a `BlueprintError` that shows the right form. */
export function tagOf(name: string, content: Value, at: Place): Tag {
  if (!(TAG_NAMES as readonly string[]).includes(name)) {
    throw wrong(at, `There is no tag ${name}.${didYouMean(name, TAG_NAMES)}`);
  }
  const tag = read(name as Tag['name'], content);
  if (tag === undefined) throw wrong(at, `Write ${FORMS[name]}.`);
  return tag;
}

function read(name: Tag['name'], content: Value): Tag | undefined {
  const list = content.kind === 'list' ? content.items : undefined;
  switch (name) {
    case '!KeyOf': {
      const id = textOf(content);
      return id === undefined ? undefined : { name, id };
    }
    case '!Find':
    case '!FindObject': {
      const [model, ...rest] = list ?? [];
      const where = rest.flatMap((pair) => (pair.kind === 'list' ? [pair.items] : [])).filter(isPair);
      return model && where.length > 0 && where.length === rest.length ? { name, model, where } : undefined;
    }
    case '!Context':
    case '!Env':
    case '!File': {
      const [first, otherwise, ...more] = list ?? [content];
      const key = first && textOf(first);
      if (key === undefined || more.length > 0) return undefined;
      return { name, key, ...(otherwise ? { otherwise } : {}) };
    }
    case '!Format': {
      const [format, ...args] = list ?? [];
      return format ? { name, format, args } : undefined;
    }
    case '!If': {
      const [condition, yes, no, ...more] = list ?? [content];
      if (!condition || more.length > 0 || (yes === undefined) !== (no === undefined)) return undefined;
      return { name, condition, ...(yes && no ? { yes, no } : {}) };
    }
    case '!Condition': {
      const [first, ...operands] = list ?? [];
      const mode = first && textOf(first)?.toUpperCase();
      if (!isMode(mode) || operands.length === 0) return undefined;
      return { name, mode, operands };
    }
    case '!Enumerate': {
      const [over, shape, item, ...more] = list ?? [];
      const into = shape && textOf(shape)?.toUpperCase();
      if (!over || !item || more.length > 0 || (into !== 'SEQ' && into !== 'MAP')) return undefined;
      return { name, over, into, item };
    }
    case '!Index':
    case '!Value': {
      const depth = content.kind === 'scalar' ? Number(content.value) : Number.NaN;
      return Number.isInteger(depth) && depth >= 0 && content.kind === 'scalar' && content.value !== null
        ? { name, depth }
        : undefined;
    }
    case '!AtIndex': {
      const [container, key, otherwise, ...more] = list ?? [];
      if (!container || !key || more.length > 0) return undefined;
      return { name, container, key, ...(otherwise ? { otherwise } : {}) };
    }
  }
}

function textOf(value: Value): string | undefined {
  if (value.kind !== 'scalar' || value.value === null || value.value === '') return undefined;
  return String(value.value);
}

const isPair = (items: readonly Value[]): items is readonly [Value, Value] => items.length === 2;

const isMode = (text: string | undefined): text is ConditionMode =>
  (CONDITION_MODES as readonly (string | undefined)[]).includes(text);
