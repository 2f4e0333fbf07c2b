import { take } from './arguments.ts';
import { Dict, Iter, Tuple } from './containers.ts';
import { Moment } from './dates.ts';
import { toInt } from './numbers.ts';
import {
  attributeError,
  type Callable,
  EXCEPTION,
  Exc,
  Float,
  KEY_ERROR,
  type Keywords,
  type Method,
  OBJECT,
  Obj,
  Type,
  typeError,
  type Value,
} from './objects.ts';
import { compareTexts, equal, isNumber, numeric, str, toItems, truth } from './protocol.ts';
import { UTC } from './spans.ts';

/** What a request hands in, as the objects that policies for Django expect. */

export type Data = Readonly<Record<string, unknown>>;

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** JSON data as values. What is `loose` can be read by attributes and by keys. */
export function fromData(value: unknown, loose = false): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isInteger(value)
        ? toInt(Number.isSafeInteger(value) ? value : BigInt(value))
        : new Float(value);
    case 'object':
      if (value === null) return null;
      if (Array.isArray(value)) return value.map((item) => fromData(item, loose));
      if (value instanceof Date) return Moment.ofEpoch(value.getTime(), UTC);
      return new Dict(
        Object.entries(value).map(([key, item]) => [key, fromData(item, loose)] as const),
        loose,
      );
    default:
      return null;
  }
}

/** A value as JSON data. */
export function toData(value: Value): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'function') return `<function ${value.label ?? ''}>`;
  if (Array.isArray(value)) return value.map(toData);
  if (value instanceof Exc) return str(value);
  if (value instanceof Dict) {
    const data: Record<string, unknown> = Object.create(null);
    for (const [key, item] of value.entries.values())
      data[typeof key === 'string' ? key : keyName(key)] = toData(item);
    return data;
  }
  const plain = value.plain();
  return Array.isArray(plain) ? plain.map((item: Value) => toData(item)) : plain;
}

const keyName = (key: Value): string => {
  if (key === null) return 'null';
  return typeof key === 'boolean' ? String(key) : str(key);
};

type Field = (data: Data) => Value | undefined;
const NO_FIELDS: ReadonlyMap<string, Field> = new Map();

/** An object with fields: a request, a person, an application. */
export class Model extends Obj {
  readonly data: Data;
  readonly #type: Type;
  readonly #fields: ReadonlyMap<string, Field>;
  /** Fields that were read, each one object from then on. */
  #made: Map<string, Value> | undefined;

  constructor(type: Type, data: Data, fields: ReadonlyMap<string, Field> = NO_FIELDS) {
    super();
    this.#type = type;
    this.data = data;
    this.#fields = fields;
  }

  get type(): Type {
    return this.#type;
  }

  override field(name: string): Value | undefined {
    const known = this.#made?.get(name);
    if (known !== undefined) return known;
    const field = this.#fields.get(name);
    const value = field
      ? field(this.data)
      : Object.hasOwn(this.data, name)
        ? fromData(this.data[name], true)
        : undefined;
    if (value !== undefined) this.keep(name, value);
    return value;
  }

  /** Lets a field have a value that does not come from the data. */
  keep(name: string, value: Value): void {
    this.#made ??= new Map();
    this.#made.set(name, value);
  }

  /** A field that was read already. */
  made(name: string): Value | undefined {
    return this.#made?.get(name);
  }

  override equals(other: Value): boolean | undefined {
    if (!(other instanceof Model)) return undefined;
    return (
      other.data === this.data ||
      (other.type === this.type && other.data.pk === this.data.pk && this.data.pk !== undefined)
    );
  }

  override repr(): string {
    return `<${this.#type.name}: ${this.str()}>`;
  }

  override str(): string {
    const { username, name, pk } = this.data;
    return String(username ?? name ?? pk ?? this.#type.name);
  }

  plain(): unknown {
    return this.data;
  }
}

const model = (name: string): Type => new Type(name, OBJECT);
export const USER = model('User');
const GROUP = model('Group');
const REQUEST = model('PolicyRequest');
const HTTP = model('HttpRequest');
const PLAN = model('FlowPlan');
const MANAGER = model('QuerySet');

const moment = (name: string): [string, Field] => [
  name,
  (data) => {
    if (!Object.hasOwn(data, name)) return undefined;
    const value = data[name];
    return typeof value === 'string' ? Moment.ofEpoch(Date.parse(value), UTC) : null;
  },
];

const dict =
  (name: string): Field =>
  (data) =>
    Object.hasOwn(data, name) ? fromData(data[name]) : undefined;

const GROUP_FIELDS: ReadonlyMap<string, Field> = new Map([
  ['attributes', dict('attributes')],
  ['id', (data) => fromData(data.pk)],
  ['group_uuid', (data) => fromData(data.pk)],
]);

const groupOf = (data: unknown): Model => new Model(GROUP, isData(data) ? data : {}, GROUP_FIELDS);

/** What Django's managers answer, over the rows that are known. */
class Rows extends Obj {
  readonly rows: readonly Model[];

  constructor(rows: readonly Model[]) {
    super();
    this.rows = rows;
  }

  get type(): Type {
    return MANAGER;
  }

  override truth(): boolean {
    return this.rows.length > 0;
  }

  override items(): Iterator<Value> {
    return this.rows.values();
  }

  override size(): number {
    return this.rows.length;
  }

  override item(key: Value): Value | undefined {
    return isNumber(key) ? this.rows[Number(numeric(key))] : undefined;
  }

  override repr(): string {
    return `<QuerySet [${this.rows.map((row) => row.repr()).join(', ')}]>`;
  }

  plain(): unknown {
    return this.rows.map(({ data }) => fromData(data));
  }
}

const lower = (value: Value): string => str(value).toLowerCase();
const LOOKUPS: Readonly<Record<string, (value: Value, wanted: Value) => boolean>> = {
  exact: equal,
  iexact: (value, wanted) => lower(value) === lower(wanted),
  in: (value, wanted) => toItems(wanted).some((item) => equal(value, item)),
  contains: (value, wanted) => str(value).includes(str(wanted)),
  icontains: (value, wanted) => lower(value).includes(lower(wanted)),
  startswith: (value, wanted) => str(value).startsWith(str(wanted)),
  istartswith: (value, wanted) => lower(value).startsWith(lower(wanted)),
  endswith: (value, wanted) => str(value).endsWith(str(wanted)),
  iendswith: (value, wanted) => lower(value).endsWith(lower(wanted)),
};

/** `name="x"`, `name__in=[…]`, `attributes__level=3`: all of them have to be true. */
function fits(row: Model, filters: Keywords): boolean {
  return filters.every(([path, wanted]) => {
    const keys = path.split('__');
    const last = keys.at(-1) ?? '';
    const lookup = keys.length > 1 && Object.hasOwn(LOOKUPS, last) ? LOOKUPS[keys.pop() ?? ''] : equal;
    const [first = '', ...rest] = keys;
    let value = row.field(first);
    if (value === undefined)
      throw typeError(
        `Cannot resolve keyword '${first}' into field. Choices are: attributes, is_superuser, name, pk`,
      );
    for (const key of rest) value = value instanceof Dict ? value.get(key) : undefined;
    return value !== undefined && (lookup ?? equal)(value, wanted);
  });
}

const DOES_NOT_EXIST = new Type('Group.DoesNotExist', EXCEPTION);

const rowMethods: Record<string, (self: Rows, args: readonly Value[], keywords: Keywords) => Value> = {
  all: (self) => self,
  filter: (self, _, keywords) => new Rows(self.rows.filter((row) => fits(row, keywords))),
  exclude: (self, _, keywords) => new Rows(self.rows.filter((row) => !fits(row, keywords))),
  exists: (self) => self.rows.length > 0,
  count: (self) => self.rows.length,
  first: (self) => self.rows[0] ?? null,
  last: (self) => self.rows.at(-1) ?? null,
  iterator: (self) => new Iter(self.rows.values()),
  order_by: (self, [by = 'name']) => {
    const name = str(by);
    const key = (row: Model) => str(row.field(name.replace(/^-/, '')) ?? '');
    const rows = self.rows.toSorted((one, two) => compareTexts(key(one), key(two)));
    return new Rows(name.startsWith('-') ? rows.reverse() : rows);
  },
  get: (self, _, keywords) => {
    const [row] = self.rows.filter((found) => fits(found, keywords));
    if (row === undefined) throw new Exc(DOES_NOT_EXIST, ['Group matching query does not exist.']);
    return row;
  },
  values_list: (self, args, keywords) => {
    const [flat = false] = take('values_list', [], keywords, ['flat']);
    const names = args.length === 0 ? ['pk', 'name'] : args.map(str);
    return self.rows.map((row) => {
      const values = names.map((name) => row.field(name) ?? null);
      return truth(flat) ? (values[0] ?? null) : new Tuple(values);
    });
  },
};

function attach<T extends Value>(
  type: Type,
  is: (value: Value) => value is T,
  methods: Record<string, (self: T, args: readonly Value[], keywords: Parameters<Method>[2]) => Value>,
): void {
  for (const [name, method] of Object.entries(methods))
    type.methods.set(name, (self, args, keywords) => {
      if (!is(self)) throw typeError(`${name} needs a ${type.name}`);
      return method(self, args, keywords);
    });
}

attach(MANAGER, (value): value is Rows => value instanceof Rows, rowMethods);

const groupsOf: Field = (data) =>
  Array.isArray(data.groups) ? new Rows(data.groups.map(groupOf)) : undefined;

const USER_FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['id', (data) => fromData(data.pk)],
  ['is_anonymous', (data) => data.is_authenticated !== true],
  ['attributes', dict('attributes')],
  ['groups', groupsOf],
  ['ak_groups', groupsOf],
  moment('date_joined'),
  moment('last_login'),
  moment('password_change_date'),
]);

export const userOf = (data: unknown): Value => (isData(data) ? new Model(USER, data, USER_FIELDS) : null);

/** Dicts are joined key by key, lists one behind the other; of all else the later one counts. */
function merge(into: Dict, from: Dict): void {
  for (const [key, value] of from.pairs()) {
    const known = into.get(key);
    if (known instanceof Dict && value instanceof Dict) merge(known, value);
    else if (Array.isArray(known) && Array.isArray(value)) known.push(...value);
    else into.put(key, value);
  }
}

const isModel = (value: Value): value is Model => value instanceof Model;
attach(USER, isModel, {
  all_groups: (self) => self.field('groups') ?? new Rows([]),
  get_full_name: (self) => self.field('name') ?? '',
  group_attributes: (self) => {
    const merged = new Dict();
    const groups = self.field('groups');
    const rows = groups instanceof Rows ? groups.rows : [];
    const sorted = rows.toSorted((one, two) => compareTexts(one.str(), two.str()));
    for (const { data } of [...sorted, self]) {
      const attributes = fromData(data.attributes);
      if (attributes instanceof Dict) merge(merged, attributes);
    }
    return merged;
  },
});

/** True if the person is in a group like that, its own or one above. */
export function isMember(user: Value, filters: Keywords): boolean {
  const groups = user instanceof Model ? user.field('groups') : undefined;
  if (!(groups instanceof Rows)) throw typeError('ak_is_group_member needs a user');
  return groups.rows.some((row) => fits(row, filters));
}

/** Headers and their like, of which only some are known: asking for another is an error and no silent None. */
class Known extends Obj {
  readonly #type: Type;
  readonly #values: ReadonlyMap<string, Value>;

  constructor(type: Type, values: ReadonlyMap<string, Value>) {
    super();
    this.#type = type;
    this.#values = values;
  }

  get type(): Type {
    return this.#type;
  }

  override item(key: Value): Value {
    const name = str(key);
    const found = this.#values.get(this.#type === HEADERS ? name.toLowerCase() : name);
    if (found === undefined)
      throw new Exc(KEY_ERROR, [
        `${name} is not handed to expressions; known are ${[...this.#values.keys()].join(', ')}`,
      ]);
    return found;
  }

  override holds(key: Value): boolean {
    return this.item(key) !== null;
  }

  plain(): unknown {
    return `<${this.#type.name}>`;
  }
}

const HEADERS = model('HttpHeaders');
const META = model('META');
for (const type of [HEADERS, META])
  type.methods.set('get', (self, [key = null, otherwise = null]) =>
    self instanceof Known ? self.item(key) || otherwise : null,
  );

const HTTP_FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  [
    'META',
    (data) =>
      new Known(
        META,
        new Map([
          ['REMOTE_ADDR', fromData(data.client_ip)],
          ['HTTP_USER_AGENT', fromData(data.user_agent)],
          ['HTTP_HOST', fromData(data.host)],
          ['REQUEST_METHOD', fromData(data.method)],
          ['PATH_INFO', fromData(data.path)],
        ]),
      ),
  ],
  [
    'headers',
    (data) =>
      new Known(
        HEADERS,
        new Map([
          ['user-agent', fromData(data.user_agent)],
          ['host', fromData(data.host)],
        ]),
      ),
  ],
]);
attach(HTTP, isModel, { get_host: (self) => self.field('host') ?? '' });

/** Fields that Django's requests have, and ours have not. */
for (const name of [
  'session',
  'GET',
  'POST',
  'COOKIES',
  'body',
  'user',
  'brand',
  'tenant',
  'resolver_match',
  'scheme',
])
  HTTP.statics.set(name, null);

export const httpOf = (data: unknown): Value => (isData(data) ? new HttpModel(data) : null);

class HttpModel extends Model {
  constructor(data: Data) {
    super(HTTP, data, HTTP_FIELDS);
  }

  override field(name: string): Value | undefined {
    if (HTTP.statics.has(name))
      throw attributeError(
        `the HTTP request has no '${name}' in expressions: it has client_ip, method, path, host, user_agent, request_id, META and headers`,
      );
    return super.field(name);
  }
}

const NAMED: Readonly<Record<string, Type>> = {
  application: model('Application'),
  source: model('Source'),
  provider: model('Provider'),
  event: model('Event'),
  device: model('Device'),
};

const EVENT_FIELDS: ReadonlyMap<string, Field> = new Map([
  ['context', dict('context')],
  ['user', dict('user')],
  moment('created'),
]);

/** The objects that a context hands in by name; everything else in it is plain data. */
function inContext(key: string, value: unknown, redirect: Callable): Value {
  if (isData(value)) {
    if (key === 'pending_user' || key === 'user') return userOf(value);
    if (key === 'flow_plan') return planOf(value, redirect);
    if (key === 'geoip' || key === 'asn') return fromData(value, true);
    const type = Object.hasOwn(NAMED, key) ? NAMED[key] : undefined;
    if (type !== undefined) return new Model(type, value, key === 'event' ? EVENT_FIELDS : undefined);
  }
  return fromData(value);
}

export const contextOf = (data: unknown, redirect: Callable): Dict =>
  new Dict(
    isData(data)
      ? Object.entries(data).map(([key, value]) => [key, inContext(key, value, redirect)] as const)
      : [],
  );

const planOf = (data: Data, redirect: Callable): Model =>
  new Model(
    PLAN,
    data,
    new Map<string, Field>([
      ['context', ({ context }) => contextOf(context, redirect)],
      ['redirect', () => redirect],
    ]),
  );

export const modelOf = (name: string, data: unknown): Value =>
  isData(data) ? new Model(NAMED[name] ?? model('Object'), data) : fromData(data);

const REQUEST_FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['user', ({ user }) => userOf(user)],
  ['http_request', ({ http_request }) => httpOf(http_request)],
  ['obj', ({ obj }) => modelOf('obj', obj)],
  ['debug', ({ debug }) => debug === true],
  ['time', ({ time }) => fromData(time)],
]);

export function requestOf(data: Data, context: Dict): Model {
  const request = new Model(REQUEST, data, REQUEST_FIELDS);
  request.keep('context', context);
  return request;
}

/** Puts what was changed in place back into the data that it came from, where the host looks for changes. */
export function putBack(context: Dict, data: unknown): void {
  if (!isData(data)) return;
  const plan = context.get('flow_plan');
  const planned = plan instanceof Model ? plan.made('context') : undefined;
  if (plan instanceof Model && planned instanceof Dict && isData(plan.data.context))
    overwrite(plan.data.context, planned);
  const prompt = context.get('prompt_data');
  if (prompt instanceof Dict && isData(data.prompt_data)) overwrite(data.prompt_data, prompt);
}

function overwrite(target: Record<string, unknown> | Data, from: Dict): void {
  const data = toData(from);
  if (!isData(data)) return;
  const open = target as Record<string, unknown>;
  for (const key of Object.keys(open)) if (!Object.hasOwn(data, key)) delete open[key];
  for (const key of Object.keys(data)) open[key] = data[key];
}
