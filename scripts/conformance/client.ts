import { createRequire } from 'node:module';
import type { Operation } from './operations.ts';

export type Wire = Readonly<Record<string, unknown>>;

/** A call of the generated client that did not go as it should. */
export class Unfit extends Error {}

/** The generated client as a caller sees it, asked by the names of operations. */
export interface Client {
  /**
   * Calls one operation with path parameters and query under their wire names and a body in the shape of the wire (or the
   * parts of a form), and answers what came over the wire; what is no JSON as `text`. Throws `Unfit` where the client refuses, the server refuses, or the answer lacks
   * what the client's own types promise.
   */
  call(
    id: string,
    given?: { readonly path?: Wire; readonly query?: Wire; readonly body?: Wire; readonly form?: Wire },
  ): Promise<Wire>;
}

type Convert = (value: unknown) => unknown;
type Api = Readonly<Record<string, (parameters: unknown) => Promise<unknown>>>;
type Package = Readonly<Record<string, unknown>>;

/** `policy_binding_uuid`, `managed__isnull` -> the names that the generator makes of them. */
export const camel = (name: string): string =>
  name === 'default' ? '_default' : name.replace(/[_.-]+(\w)/g, (_, letter: string) => letter.toUpperCase());

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const upperFirst = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The package as it comes from npm: its types alone are thousands of files, and the names are only known here. */
const load = (): Package => createRequire(import.meta.url)('@goauthentik/api') as Package;

export function createClient(
  operations: readonly Operation[],
  server: { readonly basePath: string; readonly token: string },
): Client {
  const generated = load();
  let heard = { url: '', text: '', json: true };
  const Configuration = generated.Configuration as new (options: object) => object;
  const configuration = new Configuration({
    basePath: server.basePath,
    accessToken: server.token,
    async fetchApi(url: string, options: RequestInit) {
      const answer = await fetch(url, options);
      const type = answer.headers.get('Content-Type') ?? 'application/json';
      heard = { url, text: await answer.clone().text(), json: type.startsWith('application/json') };
      return answer;
    },
  });
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const apis = new Map<string, Api>();

  const apiOf = (tag: string): Api => {
    const known = apis.get(tag);
    if (known) return known;
    const Made = generated[`${upperFirst(tag)}Api`] as new (configuration: object) => Api;
    const made = new Made(configuration);
    apis.set(tag, made);
    return made;
  };

  const convert = (name: string): Convert => generated[name] as Convert;

  return {
    async call(id, { path = {}, query = {}, body, form = {} } = {}) {
      const operation = byId.get(id);
      if (!operation) throw new Unfit(`the yardstick has no operation ${id}`);
      const { requestName, replyName } = operation;
      const parameters: Record<string, unknown> = {};
      for (const [name, value] of Object.entries({ ...path, ...query, ...form }))
        parameters[camel(name)] = value;
      if (body !== undefined && requestName !== undefined)
        parameters[lowerFirst(requestName)] = convert(`${requestName}FromJSON`)(body);
      const method = apiOf(operation.tag)[camel(id)];
      if (!method) throw new Unfit(`the client has no method ${camel(id)}`);
      let typed: unknown;
      try {
        typed = await method.call(apiOf(operation.tag), parameters);
      } catch (error) {
        const answer = (error as { response?: Response }).response;
        throw new Unfit(answer ? `${answer.status} ${heard.text.slice(0, 300)}` : String(error));
      }
      const unsent = Object.keys(query).filter((name) => !new URL(heard.url).searchParams.has(name));
      if (unsent.length > 0) throw new Unfit(`the client did not send ${unsent.join(', ')}`);
      const isWhole = replyName === undefined ? undefined : convert(`instanceOf${replyName}`);
      if (isWhole && !isWhole(typed))
        throw new Unfit(`the answer is no ${replyName}: ${heard.text.slice(0, 300)}`);
      if (!heard.json) return { text: heard.text };
      return heard.text === '' ? {} : (JSON.parse(heard.text) as Wire);
    },
  };
}
