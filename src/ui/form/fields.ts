/** A JSON schema as far as forms read it, with the meta data that the schemas of Postern carry. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  /** Postern's: what the values of `enum` are called. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  /** Postern's: how the field wants to be edited. */
  readonly widget?: string;
  /** Postern's: what an expression is judged for, and whether it sees the answer of its type's own check. */
  readonly target?: string;
  readonly result?: boolean;
  /** Postern's: the values of a number that are usual, for a slider. */
  readonly slider?: readonly number[];
  /** Postern's: written, never read. */
  readonly secret?: boolean;
  /** Postern's: the model whose keys the field holds. */
  readonly ref?: string;
}

/** How a field is edited. */
export type Control =
  | { readonly control: 'text' | 'secret' | 'duration' | 'moment' | 'json' | 'image' | 'pem' }
  | { readonly control: 'code'; readonly rows: number; readonly text: 'plain' }
  | { readonly control: 'expression'; readonly target: string; readonly result: boolean }
  | { readonly control: 'custom'; readonly widget: string }
  | { readonly control: 'switch' }
  | {
      readonly control: 'number';
      readonly min: number | undefined;
      readonly max: number | undefined;
      readonly slider?: readonly [number, number];
    }
  | {
      readonly control: 'choice' | 'choices';
      readonly options: readonly string[];
      /** Names of the options, where their schema has them. */
      readonly labels?: Readonly<Record<string, string>>;
    }
  | { readonly control: 'countries'; readonly options: readonly string[] }
  | { readonly control: 'words'; readonly numbers: boolean }
  | { readonly control: 'reference' | 'references'; readonly ref: string; readonly numbers: boolean }
  | { readonly control: 'rows'; readonly fields: readonly Field[] };

export type Field = Control & {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  /** Empty means null, not an empty text. */
  readonly nullable: boolean;
  readonly start: unknown;
};

/** What a form holds while it is filled in: what stands in its controls. */
export type Values = Readonly<Record<string, unknown>>;

/** Numbers beyond this say "no limit", not a limit that anybody has to be told. */
const NO_LIMIT = 2_147_483_647;

/** Widgets whose choices come from the server like those of references. */
const LOOKED_UP = new Set(['event-action', 'blueprint-file', 'mail-template']);

/** Widgets whose controls whoever shows the form brings along. */
const CUSTOM = new Set(['conditional', 'query']);

/** The fields of an object's schema, in its order. */
export function fieldsOf(schema: JsonSchema): readonly Field[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { bare, nullable } = withoutNull(property);
    const control = controlOf(bare);
    return {
      ...control,
      name,
      title: property.title ?? bare.title ?? name,
      description: property.description ?? bare.description ?? '',
      required: required.has(name) && property.default === undefined,
      nullable,
      start: property.default ?? bare.default ?? emptyOf(control),
    };
  });
}

/** `anyOf` with null, or with an empty text, is the other alternative that may be left empty. */
function withoutNull(schema: JsonSchema): { readonly bare: JsonSchema; readonly nullable: boolean } {
  const { anyOf, ...rest } = schema;
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== 'null');
    return { bare: { ...schema, type: types[0] ?? 'string' }, nullable: types.length < schema.type.length };
  }
  if (!anyOf) return { bare: schema, nullable: false };
  const nullable = anyOf.some(({ type }) => type === 'null');
  const [first = {}] = anyOf.filter(({ type, const: only }) => type !== 'null' && only !== '');
  return { bare: { ...first, ...rest }, nullable };
}

function controlOf(schema: JsonSchema): Control {
  const { type, widget, items } = schema;
  const choices = (schema.enum ?? []).map(String);
  if (widget === 'pem') return { control: 'pem' };
  if (schema.secret) return { control: 'secret' };
  if (widget === 'expression')
    return { control: 'expression', target: schema.target ?? 'any', result: schema.result ?? false };
  if (widget === 'lines') return { control: 'code', rows: 3, text: 'plain' };
  if (widget === 'yaml') return { control: 'code', rows: 16, text: 'plain' };
  if (widget === 'css') return { control: 'code', rows: 8, text: 'plain' };
  if (widget !== undefined && CUSTOM.has(widget)) return { control: 'custom', widget };
  if (widget === 'duration') return { control: 'duration' };
  if (widget === 'image') return { control: 'image' };
  if (widget !== undefined && LOOKED_UP.has(widget))
    return { control: 'reference', ref: widget, numbers: false };
  if (schema.ref && type !== 'array')
    return { control: 'reference', ref: schema.ref, numbers: type === 'integer' };
  if (choices.length > 0) return { control: 'choice', options: choices, ...labelsOf(schema) };
  switch (type) {
    case 'boolean':
      return { control: 'switch' };
    case 'integer':
    case 'number':
      return {
        control: 'number',
        min: limit(schema.minimum),
        max: limit(schema.maximum),
        ...sliderOf(schema),
      };
    case 'object':
      return { control: 'json' };
    case 'array':
      return listControl(schema, items ?? {});
    default:
      return { control: schema.format === 'date-time' ? 'moment' : 'text' };
  }
}

function listControl(schema: JsonSchema, items: JsonSchema): Control {
  const ref = schema.ref ?? items.ref;
  const numbers = items.type === 'integer' || items.type === 'number';
  if (ref) return { control: 'references', ref, numbers };
  if (items.type === 'object') return { control: 'rows', fields: fieldsOf(items) };
  const options = (items.enum ?? []).map(String);
  // Codes of ISO 3166-1 are recognised by what they are, whatever the field is called.
  if (options.includes('DE') && options.includes('US') && options.every((code) => /^[A-Z]{2}$/.test(code)))
    return { control: 'countries', options };
  return options.length > 0
    ? { control: 'choices', options, ...labelsOf(items) }
    : { control: 'words', numbers };
}

const labelsOf = ({ labels }: JsonSchema) => (labels ? { labels } : {});

const sliderOf = ({ slider = [] }: JsonSchema): { slider?: readonly [number, number] } => {
  const [low, high] = slider;
  return low === undefined || high === undefined ? {} : { slider: [low, high] };
};

const limit = (value: number | undefined): number | undefined =>
  value === undefined || Math.abs(value) >= NO_LIMIT ? undefined : value;

function emptyOf({ control }: Control): unknown {
  switch (control) {
    case 'switch':
      return false;
    case 'choices':
    case 'countries':
    case 'words':
    case 'references':
    case 'rows':
      return [];
    case 'json':
      return {};
    case 'number':
    case 'choice':
    case 'reference':
    case 'custom':
      return null;
    default:
      return '';
  }
}

/** What stands in the controls at first: the object's values, or the defaults for a new one. */
export function shownOf(fields: readonly Field[], object: Values = {}): Values {
  return Object.fromEntries(
    fields.map((field) => {
      const value = object[field.name] ?? (field.name in object ? emptyOf(field) : field.start);
      return [field.name, field.control === 'json' ? JSON.stringify(value ?? {}, undefined, 2) : value];
    }),
  );
}

export interface Written {
  readonly body: Readonly<Record<string, unknown>>;
  /** The fields whose content is no JSON, which only the form can know. */
  readonly unreadable: readonly string[];
}

/** Controls that say nothing where they are empty. */
const KEPT: ReadonlySet<string> = new Set(['secret', 'pem', 'number']);

/** What the controls say, as the API takes it. Empty secrets are left out: they stay what they are. */
export function writtenOf(fields: readonly Field[], values: Values): Written {
  const unreadable: string[] = [];
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const value = values[field.name];
    const empty = value === '' || value === null || value === undefined;
    if (field.control === 'json') {
      try {
        body[field.name] = JSON.parse(String(value));
      } catch {
        unreadable.push(field.name);
      }
    } else if (field.control === 'rows') {
      body[field.name] = (Array.isArray(value) ? value : []).map(
        (row) => writtenOf(field.fields, row as Values).body,
      );
    } else if (!empty) body[field.name] = value;
    else if (field.nullable) body[field.name] = null;
    // A required number or choice that nobody has filled in is left out: the API says that it is missing.
    else if (value === '' && !KEPT.has(field.control)) body[field.name] = '';
  }
  return { body, unreadable };
}

/** The keys that stand in the controls, by the model that they are of. */
export function referencesIn(
  fields: readonly Field[],
  values: Values,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const field of fields) {
    if (field.control !== 'reference' && field.control !== 'references') continue;
    const value = values[field.name];
    const keys = (Array.isArray(value) ? value : [value])
      .filter((key) => key !== null && key !== undefined && key !== '')
      .map(String);
    if (keys.length > 0) found.set(field.ref, [...(found.get(field.ref) ?? []), ...keys]);
  }
  return found;
}
