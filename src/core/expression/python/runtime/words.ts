import { slugify } from '../../words.ts';
import { ipAddressOf, ipNetworkOf } from './addresses.ts';
import { positional, take } from './arguments.ts';
import { Dict, Tuple } from './containers.ts';
import { type Data, fromData, isData, isMember, Model, toData, userOf } from './facts.ts';
import { JSON_ERROR, JSON_MODULE } from './json.ts';
import { Module } from './modules.ts';
import {
  type Callable,
  Exc,
  type Keywords,
  OBJECT,
  OS_ERROR,
  RUNTIME_ERROR,
  Type,
  typeError,
  type Value,
} from './objects.ts';
import { call, str, truth } from './protocol.ts';
import { RE } from './regex.ts';

/** What the machine around the runtime offers. */
export interface Machine {
  /** Milliseconds since the epoch, of the request. */
  now(): number;
  /** The words that act or remember, by their wire names. */
  readonly words: Readonly<Record<string, unknown>>;
  /** Asks the host: answers JSON data, or throws. It throws what nobody may catch where the answer is not there yet. */
  ask(word: string, args: readonly unknown[]): unknown;
}

const RESULT = new Type('PolicyResult', OBJECT);
const RESPONSE = new Type('Response', OBJECT);

const data = (keywords: Keywords): unknown => toData(new Dict(keywords));

const member = (name: string): Value => RE.find(([key]) => key === name)?.[1] ?? null;

/** The words of expressions, by their wire names. */
export function wordsOf(machine: Machine): ReadonlyMap<string, Value> {
  const act = (name: string, ...args: readonly unknown[]): Value => {
    const word = machine.words[name];
    if (typeof word !== 'function') throw new Exc(RUNTIME_ERROR, [`${name} does not exist here`]);
    return fromData(guarded(() => word(...args)));
  };
  const ask = (word: string, args: readonly unknown[]): unknown => guarded(() => machine.ask(word, args));

  const log =
    (level: string): Callable =>
    (args, keywords = []) => {
      const logger = machine.words.ak_logger;
      const method = isData(logger) ? logger[level] : undefined;
      if (typeof method === 'function') guarded(() => method(str(args[0] ?? ''), data(keywords)));
      return null;
    };
  const logger = new Module(
    'ak_logger',
    ['debug', 'info', 'warning', 'warn', 'error'].map((level) => [level, log(level)] as const),
  );

  const request =
    (method: 'GET' | 'POST'): Callable =>
    (args, keywords = []) => {
      const known = ['url', 'params', 'data', 'json', 'headers', 'timeout'];
      const [url = null, params = null, body = null, json = null, headers = null] = take(
        method.toLowerCase(),
        args,
        keywords,
        known,
        1,
      );
      const text =
        json !== null
          ? str(call(dumps(), [json]))
          : body === null
            ? undefined
            : body instanceof Dict
              ? query(body)
              : str(body);
      const type = json !== null ? 'application/json' : 'application/x-www-form-urlencoded';
      const sent = {
        ...(text !== undefined && { 'Content-Type': type }),
        ...(toData(headers) as Data | null),
      };
      const address =
        params instanceof Dict
          ? `${str(url)}${str(url).includes('?') ? '&' : '?'}${query(params)}`
          : str(url);
      const options = { method, headers: sent, ...(text !== undefined && { body: text }) };
      const answer = ask('fetch', [address, options]);
      const { json: parsed = null, ...rest } = isData(answer) ? answer : {};
      return new Model(RESPONSE, { ...rest, status_code: rest.status, parsed });
    };

  const words: Readonly<Record<string, Callable>> = {
    ak_message: (args) => act('ak_message', str(args[0] ?? null)),
    regex_match: (args) => {
      const [value = null, pattern = null] = positional('regex_match', args, [], 2);
      return call(member('search'), [pattern, value]) !== null;
    },
    regex_replace: (args) => {
      const [value = null, pattern = null, by = null] = positional('regex_replace', args, [], 3);
      return call(member('sub'), [pattern, by, value]);
    },
    list_flatten: ([value = null]) => (Array.isArray(value) ? (value[0] ?? null) : value),
    slugify: ([value = null]) => slugify(str(value)),
    ip_address: ([value = null]) => ipAddressOf(value),
    ip_network: (args, keywords = []) => {
      const [value = null, strict = true] = take('ip_network', args, keywords, ['address', 'strict']);
      return ipNetworkOf(value, truth(strict));
    },
    ak_is_group_member: ([user = null], keywords = []) => isMember(user, keywords),
    ak_create_event: ([action = null], keywords = []) => act('ak_create_event', str(action), data(keywords)),
    ak_set_context: ([key = null, value = null]) => act('ak_set_context', str(key), toData(value)),
    ak_remove_context: ([key = null]) => act('ak_remove_context', str(key)),
    ak_redirect: ([url = null]) => act('ak_redirect', str(url)),
    ak_send_email: (args, keywords = []) => {
      const names = ['address', 'subject', 'body', 'template', 'stage', 'context', 'cc', 'bcc'];
      const [to = null, subject = null, body = null, template = null, , , cc = null, bcc = null] = take(
        'ak_send_email',
        args,
        keywords,
        names,
        2,
      );
      if (template !== null || body === null)
        throw typeError('ak_send_email sends the text in `body`; templates do not exist in expressions');
      return act('ak_send_email', toData(to), str(subject), str(body), { cc: toData(cc), bcc: toData(bcc) });
    },
    ak_call_policy: ([name = null], keywords = []) => {
      const answer = ask('ak_call_policy', [str(name), data(keywords)]);
      return new Model(
        RESULT,
        isData(answer) ? answer : {},
        new Map([
          [
            'messages',
            ({ messages }: Data) =>
              new Tuple(Array.isArray(messages) ? messages.map((text) => fromData(text)) : []),
          ],
        ]),
      );
    },
    ak_user_by: (_, keywords = []) => userOf(ask('ak_user_by', [data(keywords)])),
    ak_user_has_authenticator: (args, keywords = []) => {
      const [user = null, type = null] = take(
        'ak_user_has_authenticator',
        args,
        keywords,
        ['user', 'device_type'],
        1,
      );
      const asked = [toData(user), ...(type === null ? [] : [toData(type)])];
      return fromData(ask('ak_user_has_authenticator', asked));
    },
    ak_create_jwt: (args, keywords = []) => {
      const names = ['user', 'provider', 'scopes', 'validity'];
      const asked = take('ak_create_jwt', args, keywords, names, 3).map((value = null) => toData(value));
      return fromData(ask('ak_create_jwt', asked));
    },
    ak_create_jwt_raw: (args, keywords = []) => {
      const names = ['provider', 'validity'];
      const isOwn = ([key]: readonly [string, Value]) => names.includes(key);
      const asked = take('ak_create_jwt_raw', args, keywords.filter(isOwn), names, 1);
      const claims = data(keywords.filter((pair) => !isOwn(pair)));
      return fromData(ask('ak_create_jwt_raw', [...asked.map((value = null) => toData(value)), claims]));
    },
    resolve_dns: (args, keywords = []) => {
      const [host = null, version = null] = take('resolve_dns', args, keywords, ['host', 'ip_version'], 1);
      return fromData(ask('resolve_dns', [str(host), ...(version === null ? [] : [toData(version)])]));
    },
    reverse_dns: ([address = null]) => fromData(ask('reverse_dns', [str(address)])),
    print: (args) => {
      log('info')([args.map(str).join(' ')]);
      return null;
    },
  };
  for (const [name, word] of Object.entries(words)) Object.assign(word, { label: name });
  return new Map<string, Value>([
    ...Object.entries(words),
    ['ak_logger', logger],
    [
      'requests',
      new Module('requests', [
        ['get', request('GET')],
        ['post', request('POST')],
      ]),
    ],
  ]);
}

const dumps = (): Value => JSON_MODULE.find(([key]) => key === 'dumps')?.[1] ?? null;

const query = (fields: Dict): string =>
  [...fields.pairs()]
    .map(([key, value]) => `${encodeURIComponent(str(key))}=${encodeURIComponent(str(value))}`)
    .join('&');

/** What goes wrong outside of Python is an error of Python, which it can catch; what stops the whole run is not. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Exc || !(error instanceof Error)) throw error;
    throw new Exc(RUNTIME_ERROR, [error.message]);
  }
}

RESPONSE.methods.set('json', (self) => {
  const found = self instanceof Model ? self.data.parsed : undefined;
  if (found === undefined || found === null)
    throw new Exc(JSON_ERROR, ['Expecting value: line 1 column 1 (char 0)']);
  return fromData(found);
});
RESPONSE.methods.set('raise_for_status', (self) => {
  const status = self instanceof Model ? self.data.status : 0;
  if (typeof status === 'number' && status >= 400) throw new Exc(OS_ERROR, [`${status} for the request`]);
  return null;
});
