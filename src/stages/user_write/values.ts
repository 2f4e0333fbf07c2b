type Json = Readonly<Record<string, unknown>>;

/** What prompt data says about a user, sorted out. Nothing but this ever gets into the directory. */
export interface Wanted {
  readonly username?: string;
  readonly name?: string;
  readonly email?: string;
  readonly password?: string;
  /** The top-level keys of the attributes that change, each with its whole new value. */
  readonly attributes: Json;
  /** Names of the values that were left out. */
  readonly discarded: readonly string[];
}

const TEXTS = ['username', 'name', 'email'] as const;

/** Names that lead to the language's own objects: never a key of somebody's attributes. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const own = (tree: Json, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined);

/** The value without keys that lead to the language's own objects, at any depth. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return isObject(value) ? merged({}, value) : value;
}

/** `tree` with the value at that path; what is in the way and no object gives way. */
function withValue(tree: Json, [head = '', ...rest]: readonly string[], value: unknown): Json {
  if (rest.length === 0) return { ...tree, [head]: plain(value) };
  const inner = own(tree, head);
  return { ...tree, [head]: withValue(isObject(inner) ? inner : {}, rest, value) };
}

/** Objects are merged key by key; everything else is replaced. */
function merged(tree: Json, patch: Json): Json {
  let result = tree;
  for (const [key, value] of Object.entries(patch)) {
    if (RESERVED.has(key)) continue;
    const before = own(result, key);
    result = {
      ...result,
      [key]: isObject(value) ? merged(isObject(before) ? before : {}, value) : plain(value),
    };
  }
  return result;
}

/** The path that `attributes.a.b` or `attributes_a_b` names; undefined where the key names none. */
function pathOf(key: string): readonly string[] | undefined {
  const [, divider, rest = ''] = /^attributes([._])(.+)$/s.exec(key) ?? [];
  if (divider === undefined) return undefined;
  const path = rest.split(divider);
  return path.some((part) => part === '' || RESERVED.has(part)) ? undefined : path;
}

/**
 * Reads prompt data as changes of a user. An allow-list: `username`, `name`, `email`, `password` and attributes.
 * Membership, privileges, keys, type and whether an account is active are never taken from what somebody typed or
 * what another system said.
 */
export function wanted(data: Json, before: Json): Wanted {
  const texts: Partial<Record<(typeof TEXTS)[number], string>> = {};
  const discarded: string[] = [];
  let password: string | undefined;
  let attributes = before;
  const touched = new Set<string>();

  for (const [key, value] of Object.entries(data)) {
    const text = TEXTS.find((name) => name === key);
    const path = pathOf(key);
    if (text && (typeof value === 'string' || typeof value === 'number')) {
      texts[text] = text === 'name' ? String(value) : String(value).trim();
    } else if (key === 'password' && typeof value === 'string') {
      // Empty: a field that was not required and was left alone.
      if (value !== '') password = value;
    } else if (key === 'attributes' && isObject(value)) {
      attributes = merged(attributes, value);
      for (const name of Object.keys(value)) if (!RESERVED.has(name)) touched.add(name);
    } else if (path) {
      attributes = withValue(attributes, path, value);
      touched.add(path[0] ?? '');
    } else if (key !== 'component') {
      discarded.push(key);
    }
  }
  return {
    ...texts,
    ...(password === undefined ? {} : { password }),
    attributes: Object.fromEntries([...touched].map((name) => [name, attributes[name]])),
    discarded,
  };
}
