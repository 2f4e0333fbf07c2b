import type { Users } from '../../core/directory/ports.ts';
import { isIpAddress } from '../../core/expression/address.ts';
import type { ScriptHost } from '../../core/expression/sandbox.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { PolicyCalls } from '../../core/policy/call.ts';
import type { PolicyRequest, UserFacts } from '../../core/policy/request.ts';
import { isFault } from '../../core/policy/verdict.ts';
import type { Authenticators, Dns, Egress } from '../../core/ports.ts';
import { createTokenWords, type TokenDeps } from './tokens.ts';

export interface HostDeps extends TokenDeps {
  readonly calls: PolicyCalls;
  readonly replica: Pick<Replica, 'get' | 'by'>;
  readonly users: Pick<Users, 'find'>;
  readonly dns: Dns;
  readonly egress: Egress;
  readonly authenticators: Authenticators;
  /** Names of the servers that expressions may ask, in lower case. */
  readonly hosts: readonly string[];
  user(pk: number): UserFacts | undefined;
}

export interface Asking {
  readonly caller: PolicyRequest | undefined;
  readonly application?: string | undefined;
  readonly timeout: number;
}
type Word = (args: readonly unknown[], asking: Asking) => Promise<unknown>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown, what: string): string => {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${what} has to be a text`);
  return value;
};

/** Whoever tries an expression learns by it of nobody whom they may not see. */
const isSeen = (caller: PolicyRequest | undefined, user: number): boolean =>
  caller?.visibleUsers?.(user) ?? true;

/** Nothing that two readers of addresses could understand differently: no user, no backslash, no escapes. */
const HOST = /^https?:\/\/([a-z0-9.-]+)(?::\d+)?(?:[/?#][^\\]*)?$/i;

/** The fields by which an expression may look for a person. */
const FIELDS: readonly string[] = ['pk', 'uuid', 'username', 'email', 'name', 'is_active'];

/** What the words that ask the world do. Each answers JSON data, or throws what the expression then sees. */
export function createScriptHost(deps: HostDeps): ScriptHost {
  const { calls, replica, dns, egress, hosts } = deps;

  /** Whoever may be meant, found by an index: a hundred thousand people are never looked at one by one. */
  async function candidates(
    wanted: Readonly<Record<string, unknown>>,
  ): Promise<readonly { readonly pk: unknown }[]> {
    const { pk } = wanted;
    if (typeof pk === 'number') return [replica.get('users', pk)].filter((row) => row !== undefined);
    for (const field of ['uuid', 'username', 'email', 'name'] as const) {
      const value = wanted[field] ?? wanted[`${field}__exact`];
      if (value !== undefined) return replica.by('users', field, value);
    }
    for (const field of ['username', 'email'] as const) {
      const value = wanted[`${field}__iexact`];
      if (typeof value === 'string') return deps.users.find([field], value, true);
    }
    const known = (name: string) => /^(\w+?)(?:__i?exact)?$/.exec(name)?.[1] ?? '';
    if (Object.keys(wanted).some((name) => !FIELDS.includes(known(name)))) return [];
    throw new TypeError('Say the pk, uuid, username, e-mail address or name of the user who is wanted');
  }

  const words: Readonly<Record<string, Word>> = {
    async ak_call_policy([policy, context], { caller, timeout }) {
      if (!caller) throw new Error('There is no request here that a policy could be asked about');
      const finding = await calls.call({
        policy: textOf(policy, 'The policy'),
        request: caller,
        timeout,
        ...(isObject(context) && { context }),
      });
      // A policy that does not exist is the caller's mistake; one that fails only does not pass.
      if (isFault(finding) && finding.fault === 'missing') throw new Error(finding.detail);
      return isFault(finding)
        ? { passing: false, messages: [] }
        : { passing: finding.passing, messages: finding.messages };
    },

    async ak_user_by([wanted], { caller }) {
      if (!isObject(wanted) || Object.keys(wanted).length === 0)
        throw new TypeError('Say which user is wanted, e.g. { username: "ada" }');
      const tests = Object.entries(wanted).map(([name, value]) => {
        const [field = '', how] = name.split('__');
        const fold = how === 'iexact';
        if (!FIELDS.includes(field) || (how !== undefined && how !== 'exact' && !fold)) return () => false;
        const text = (found: unknown) => (fold ? String(found).toLowerCase() : found);
        return (row: Readonly<Record<string, unknown>>) => text(row[field]) === text(value);
      });
      for (const row of await candidates(wanted))
        if (
          isSeen(caller, Number(row.pk)) &&
          tests.every((test) => test(row as Readonly<Record<string, unknown>>))
        ) {
          const found = deps.user(Number(row.pk));
          if (!found) continue;
          const { group_pks: _, ...person } = found;
          return person;
        }
      return null;
    },

    async ak_user_has_authenticator([user, type], { caller }) {
      const pk = isObject(user) && typeof user.pk === 'number' ? user.pk : undefined;
      if (pk === undefined || !isSeen(caller, pk)) return false;
      const types = await deps.authenticators.confirmed(pk);
      return typeof type === 'string' ? types.includes(type) : types.length > 0;
    },

    resolve_dns: async ([host, version]) =>
      dns.resolve(textOf(host, 'The host'), version === 4 || version === 6 ? version : undefined),

    async reverse_dns([address]) {
      const text = textOf(address, 'The address');
      if (!isIpAddress(text)) throw new TypeError(`"${text}" is no IP address`);
      return (await dns.reverse(text)) ?? text;
    },

    async fetch([url, options], { caller, timeout }) {
      const address = textOf(url, 'The address');
      const host = HOST.exec(address)?.[1]?.toLowerCase();
      if (host === undefined)
        throw new TypeError(
          `"${address}" is no address of a server: it begins with http:// or https:// and a host`,
        );
      if (!hosts.includes(host))
        throw new Error(
          `Expressions may not ask ${host}: an administrator lists servers in POSTERN_EXPRESSION_HOSTS`,
        );
      const { method = 'GET', headers = {}, body } = isObject(options) ? options : {};
      if (method !== 'GET' && method !== 'POST') throw new TypeError('The method is GET or POST');
      if (method === 'POST' && caller?.debug)
        throw new Error('In a trial nothing is sent: a POST is only made where the answer counts');
      if (!isObject(headers) || !Object.values(headers).every((value) => typeof value === 'string'))
        throw new TypeError('Headers are texts by name');
      const response = await egress.request({
        url: address,
        method,
        headers: headers as Record<string, string>,
        timeout,
        limit: 131_072,
        // A redirect would lead to servers that nobody has listed.
        redirects: 0,
        ...(typeof body === 'string' && { body }),
      });
      if ('refused' in response) throw new Error(`The request was not made: ${response.refused}`);
      if ('failed' in response) throw new Error(`The request failed: ${response.failed}`);
      const { status, body: text } = response;
      return {
        status,
        ok: status >= 200 && status < 300,
        headers: response.headers,
        text,
        json: parsed(text),
      };
    },

    ...createTokenWords(deps),
  };

  return {
    call(word, args, asking) {
      const answer = Object.hasOwn(words, word) ? words[word] : undefined;
      if (!answer) throw new Error(`There is no word ${word}`);
      return answer(args, asking);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
