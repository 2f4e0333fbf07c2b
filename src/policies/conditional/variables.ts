import { USER_TYPES } from '../../core/directory/models.ts';
import { EVENT_ACTIONS } from '../../core/event/actions.ts';
import { DESIGNATIONS } from '../../core/flow/models.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import type { Fact } from './facts.ts';
import type { Kind } from './kinds.ts';
import { at, follow, isObject, type Values } from './path.ts';

/** What only the world can tell. It is asked once, and the policy is judged again with the answer. */
export type WorldQuestion =
  | { readonly ask: 'email_in_use'; readonly email: string; readonly user: number | null }
  | { readonly ask: 'usable_password'; readonly user: number };

/** Something that a policy can look at. */
export interface Variable {
  readonly key: string;
  readonly title: string;
  readonly kind: Kind;
  /** What its parameter is, where it has one. */
  readonly param?: string;
  /** One of these has to be known. */
  readonly requires: readonly Fact[];
  /** The raw value; undefined or null where it is missing. */
  read(request: PolicyRequest, param: string): unknown;
  /** Where the world has to be asked: the question, or undefined where the value is missing. `read` is not used. */
  readonly question?: (request: PolicyRequest, param: string) => WorldQuestion | undefined;
}

const string: Kind = { is: 'string' };
const boolean: Kind = { is: 'boolean' };
const datetime: Kind = { is: 'datetime' };
const ip: Kind = { is: 'ip' };
const any: Kind = { is: 'any' };
const model = (name: string): Kind => ({ is: 'model', model: name });

const USER = model('authentik_core.user');
const GROUP = model('authentik_core.group');

/** A blank text is as good as none where it only means that nothing was entered. */
const filled = (value: unknown): unknown => (value === '' ? undefined : value);

/** A row of an application is told by a field that rows of flows and sources do not have. */
const application = ({ obj }: PolicyRequest, field: string): unknown =>
  obj && Object.hasOwn(obj, 'meta_publisher') ? at(obj, field) : undefined;

const known = ({ user }: PolicyRequest) => (user.pk === null ? undefined : user);

const context = (request: PolicyRequest, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(at, request.context);

const prompted = ({ context: { prompt_data } }: PolicyRequest, field: string): unknown =>
  isObject(prompt_data) ? at(prompt_data, field) : undefined;

/** What people may change of themselves: an attribute of the person counts before those of the groups. */
function mayChange(request: PolicyRequest, what: Changeable): boolean | undefined {
  const person = known(request);
  if (!person || !request.http_request) return undefined;
  const names = [`postern/user/can-change-${what}`, `goauthentik.io/user/can-change-${what}`];
  const places: readonly Values[] = [person.attributes, ...person.groups.map(({ attributes }) => attributes)];
  for (const place of places)
    for (const name of names) {
      const may = at(place, name);
      if (typeof may === 'boolean') return may;
    }
  return what === 'name';
}

type Changeable = 'email' | 'name' | 'username';

/** The person in whose browser this happens; where nobody said who that is, the one who is judged. */
function visitor({ http_request, user }: PolicyRequest): unknown {
  if (!http_request) return undefined;
  return http_request.user === undefined ? user.pk : http_request.user;
}

const plan = (
  name: string,
  title: string,
  kind: Kind,
  read: (request: PolicyRequest) => unknown,
): Variable => ({ key: `plan.${name}`, title, kind, requires: ['flow_plan'], read });

const person = (
  name: string,
  title: string,
  kind: Kind,
  read: (request: PolicyRequest) => unknown,
): Variable => ({ key: `user.${name}`, title, kind, requires: ['user'], read });

const mayChangeOwn = (what: Changeable): Variable => ({
  key: `user.can_change_${what}`,
  title: `User: may change the own ${what === 'email' ? 'e-mail' : what}`,
  kind: boolean,
  requires: ['http_request'],
  read: (request) => mayChange(request, what),
});

const ofRequest = (
  name: string,
  title: string,
  kind: Kind,
  read: (request: PolicyRequest) => unknown,
): Variable => ({ key: `request.${name}`, title, kind, requires: ['http_request'], read });

const ofApplication = (name: string, title: string, read: (request: PolicyRequest) => unknown): Variable => ({
  key: `application.${name}`,
  title,
  kind: string,
  requires: ['application'],
  read,
});

const ofEvent = (
  name: string,
  title: string,
  kind: Kind,
  read: (request: PolicyRequest) => unknown,
): Variable => ({ key: `event.${name}`, title, kind, requires: ['event'], read });

export const VARIABLES: readonly Variable[] = [
  ofRequest('client_ip', 'Request: address of the client', ip, ({ http_request }) => http_request?.client_ip),
  ofRequest('user_agent', 'Request: browser', string, ({ http_request }) => filled(http_request?.user_agent)),
  ofRequest('user', 'Request: who is signed in', USER, visitor),
  ofRequest('geoip.country', 'Place: country', string, (request) => context(request, 'geoip', 'country')),
  ofRequest('geoip.continent', 'Place: continent', string, (request) =>
    context(request, 'geoip', 'continent'),
  ),
  ofRequest('geoip.city', 'Place: city', string, (request) => context(request, 'geoip', 'city')),
  ofRequest('asn.asn', 'Network: number', { is: 'number' }, (request) => context(request, 'asn', 'asn')),
  ofRequest('asn.as_org', 'Network: organisation', string, (request) => context(request, 'asn', 'as_org')),

  person('id', 'User', USER, ({ user }) => user.pk),
  person('username', 'User: username', string, (request) => known(request)?.username),
  person('name', 'User: name', string, (request) => known(request)?.name),
  person('email', 'User: e-mail', string, (request) => known(request)?.email),
  person('path', 'User: path', string, (request) => known(request)?.path),
  person('is_active', 'User: is active', boolean, (request) => known(request)?.is_active ?? false),
  person('is_authenticated', 'User: is known', boolean, ({ user }) => user.is_authenticated),
  person('type', 'User: type', { is: 'enum', choices: USER_TYPES }, (request) => known(request)?.type),
  person('date_joined', 'User: joined', datetime, (request) => known(request)?.date_joined),
  person('last_login', 'User: last login', datetime, (request) => known(request)?.last_login),
  person('groups', 'User: groups, with those above them', { is: 'list', of: GROUP }, ({ user }) =>
    user.groups.map(({ pk }) => pk),
  ),
  {
    ...person('attributes', 'User: attribute', any, () => undefined),
    param: 'Path of the attribute, such as settings.locale',
    read: (request, param) => {
      const user = known(request);
      return user && follow(user.attributes, param);
    },
  },
  {
    ...person('has_usable_password', 'User: has a password', boolean, () => undefined),
    question: ({ user: { pk } }) => (pk === null ? undefined : { ask: 'usable_password', user: pk }),
  },
  mayChangeOwn('email'),
  mayChangeOwn('name'),
  mayChangeOwn('username'),

  ofApplication('slug', 'Application: slug', (request) => application(request, 'slug')),
  ofApplication('name', 'Application: name', (request) => application(request, 'name')),
  ofApplication('group', 'Application: group', (request) => filled(application(request, 'group'))),
  ofApplication('meta_publisher', 'Application: publisher', (request) =>
    filled(application(request, 'meta_publisher')),
  ),

  {
    key: 'flow.slug',
    title: 'Flow: slug',
    kind: string,
    requires: ['flow_plan'],
    read: (request) => context(request, 'flow_plan', 'flow_slug'),
  },
  {
    key: 'flow.designation',
    title: 'Flow: designation',
    kind: { is: 'enum', choices: DESIGNATIONS },
    requires: ['flow_plan'],
    read: (request) => context(request, 'flow_plan', 'flow_designation'),
  },

  plan('is_sso', 'Flow: came through a source', boolean, (request) => context(request, 'is_sso') === true),
  plan('is_redirected', 'Flow: came from another flow', boolean, (request) =>
    Boolean(context(request, 'is_redirected')),
  ),
  plan('pending_user_authenticated', 'Flow: a stage has proven who the person is', boolean, (request) =>
    isFilledList(context(request, 'proofs')),
  ),
  plan(
    'user_switch_active',
    'Flow: changes to another account of the browser',
    boolean,
    (request) => context(request, 'user_switch_active') === true,
  ),
  plan('user_switch_target_last_used', 'Flow: when that account was last used', datetime, (request) =>
    context(request, 'user_switch_target_last_used'),
  ),
  plan('is_restored', 'Flow: was opened by a link', boolean, (request) =>
    context(request, 'is_restored') ? true : undefined,
  ),
  plan('application', 'Flow: application', model('authentik_core.application'), (request) =>
    context(request, 'application', 'pk'),
  ),
  plan('source', 'Flow: source', model('authentik_core.source'), (request) =>
    context(request, 'source', 'pk'),
  ),
  {
    ...plan('context', 'Flow: value of the context', any, () => undefined),
    param: 'Key of the context',
    read: (request, param) => at(request.context, param),
  },

  {
    key: 'prompt_data',
    title: 'Form: field',
    kind: any,
    param: 'Key of the field',
    requires: ['prompt_data'],
    read: prompted,
  },
  {
    key: 'prompt_data.email_in_use',
    title: 'Form: somebody else has this e-mail',
    kind: boolean,
    param: 'Key of the field with the e-mail',
    requires: ['prompt_data'],
    read: () => undefined,
    question: (request, param) => {
      const email = prompted(request, param);
      return typeof email === 'string' && email !== ''
        ? { ask: 'email_in_use', email, user: request.user.pk }
        : undefined;
    },
  },

  ofEvent(
    'action',
    'Event: action',
    { is: 'enum', choices: Object.keys(EVENT_ACTIONS), prefix: 'custom_' },
    (request) => context(request, 'event', 'action'),
  ),
  ofEvent('app', 'Event: app', string, (request) => filled(context(request, 'event', 'app'))),
  ofEvent('model.app', 'Event: app of the model', string, (request) =>
    context(request, 'event', 'context', 'model', 'app'),
  ),
  ofEvent('model.name', 'Event: model', string, (request) =>
    context(request, 'event', 'context', 'model', 'model_name'),
  ),
  ofEvent('client_ip', 'Event: address of the client', ip, (request) =>
    context(request, 'event', 'client_ip'),
  ),
  ofEvent('created', 'Event: time', datetime, (request) => context(request, 'event', 'created')),
  {
    ...ofEvent('context', 'Event: value of the context', any, () => undefined),
    param: 'Path in the context, such as model.pk',
    read: (request, param) => follow(context(request, 'event', 'context'), param),
  },

  {
    key: 'device.name',
    title: 'Device: name',
    kind: string,
    requires: ['device', 'flow_plan'],
    read: (request) => context(request, 'device', 'name'),
  },
  {
    key: 'device.facts',
    title: 'Device: fact',
    kind: any,
    param: 'Path of the fact, such as os.family',
    requires: ['device', 'flow_plan'],
    read: (request, param) => follow(context(request, 'device', 'facts'), param),
  },
];

const isFilledList = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

const BY_KEY: ReadonlyMap<string, Variable> = new Map(VARIABLES.map((variable) => [variable.key, variable]));

export const variableOf = (key: string): Variable | undefined => BY_KEY.get(key);

/** Something that a policy can write. */
export interface Setter {
  readonly key: string;
  readonly title: string;
  readonly param: string;
  readonly requires: readonly Fact[];
}

export const SETTERS: readonly Setter[] = [
  {
    key: 'plan.context',
    title: 'Flow: value of the context',
    param: 'Key of the context',
    requires: ['flow_plan'],
  },
];
