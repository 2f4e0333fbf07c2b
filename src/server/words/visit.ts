import type { z } from 'zod';
import type { Say } from '../../core/words/language.ts';
import type { Carries } from '../../core/words/said.ts';

/** Makes an answer that is said in another language; what carries no words stays the same value. */
export type Visit = (value: unknown, say: Say) => unknown;

type Json = Readonly<Record<string, unknown>>;

interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly in?: z.ZodType;
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text: Visit = (value, say) => (typeof value === 'string' ? say(value) : value);

const each: Visit = (value, say) =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, text(one, say)]))
    : value;

/** Titles, descriptions and labels, wherever in a JSON schema they stand; a field may itself be called "title". */
const schema: Visit = (value, say) => {
  if (Array.isArray(value)) return value.map((one) => schema(one, say));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, inSchema(key, part, value, say)]),
  );
};

function inSchema(key: string, part: unknown, around: Json, say: Say): unknown {
  if ((key === 'title' || key === 'description') && typeof part === 'string') return say(part);
  if (key === 'labels' && 'enum' in around) return each(part, say);
  return key === 'default' || key === 'enum' || key === 'const' ? part : schema(part, say);
}

const message: Visit = (value, say) =>
  isRecord(value) && typeof value.message === 'string' ? { ...value, message: say(value.message) } : value;

/** What stands in a control goes back with the answer, so only what is merely shown is said. */
const field: Visit = (value, say) =>
  isRecord(value)
    ? {
        ...value,
        ...Object.fromEntries(
          ['label', 'placeholder', 'sub_text', ...(isShown(value.type) ? ['initial_value'] : [])].map(
            (key) => [key, text(value[key], say)],
          ),
        ),
      }
    : value;

const isShown = (type: unknown): boolean => type === 'static' || String(type).startsWith('alert_');

const carriers: Readonly<Record<Carries, Visit>> = { text, schema, message, field };

/** Where the answers of a schema carry words of Postern; undefined where they carry none. */
export function visitOf(of: z.ZodType): Visit | undefined {
  const carries = (of.meta() as { words?: Carries } | undefined)?.words;
  if (carries) return carriers[carries];
  const { type, innerType, element, valueType, options, in: input } = of.def as unknown as Def;
  if (type === 'object') return inObject(of as z.ZodObject);
  if (type === 'array' && element) {
    const each = visitOf(element);
    return each && ((value, say) => (Array.isArray(value) ? value.map((one) => each(one, say)) : value));
  }
  if (type === 'record' && valueType) {
    const each = visitOf(valueType);
    return (
      each &&
      ((value, say) =>
        isRecord(value)
          ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, each(one, say)]))
          : value)
    );
  }
  if (options) return inAny(options);
  const inner = innerType ?? input;
  return inner && visitOf(inner);
}

function inObject({ shape }: z.ZodObject): Visit | undefined {
  const fields = Object.entries(shape).flatMap(([name, field]): [string, Visit][] => {
    const visit = visitOf(field as z.ZodType);
    return visit ? [[name, visit]] : [];
  });
  if (fields.length === 0) return undefined;
  return (value, say) =>
    isRecord(value)
      ? {
          ...value,
          ...Object.fromEntries(
            fields.flatMap(([name, visit]) => (name in value ? [[name, visit(value[name], say)]] : [])),
          ),
        }
      : value;
}

/** What is said already is no English text that is known, so it does no harm to look at it twice. */
function inAny(options: readonly z.ZodType[]): Visit | undefined {
  const visits = options.map(visitOf).filter((visit) => visit !== undefined);
  if (visits.length === 0) return undefined;
  return (value, say) => visits.reduce((whole, visit) => visit(whole, say), value);
}
