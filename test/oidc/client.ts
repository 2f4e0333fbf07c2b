import { createHash, randomBytes } from 'node:crypto';
import type { Row } from '../../src/core/model/model.ts';
import type { Browser } from './browser.ts';
import type { Furniture, Rig } from './rig.ts';

/** Where the clients of the tests are sent back to; nobody listens there. */
export const CALLBACK = 'https://rp.test/callback';

export interface TestClient {
  readonly client_id: string;
  readonly client_secret: string;
  readonly application: Row;
  readonly provider: Row;
  readonly issuer: string;
}

let count = 0;

/** An application with its provider. */
export async function aClient(
  rig: Rig,
  furniture: Furniture,
  provider: object = {},
  application: object = {},
): Promise<TestClient> {
  const slug = `app-${++count}`;
  const client_id = `client-${count}`;
  const client_secret = `secret-${randomBytes(24).toString('hex')}`;
  const made = await rig.add('authentik_providers_oauth2.oauth2provider', {
    name: slug,
    client_id,
    client_secret,
    authorization_flow: furniture.silent.pk,
    invalidation_flow: furniture.ending.pk,
    signing_key: furniture.ec.pk,
    property_mappings: furniture.mappings.map(({ pk }) => pk),
    redirect_uris: [{ matching_mode: 'strict', url: CALLBACK, redirect_uri_type: 'authorization' }],
    ...provider,
  });
  const app = await rig.add('authentik_core.application', {
    name: `App ${count}`,
    slug,
    provider: made.pk,
    ...application,
  });
  return {
    client_id: String(made.client_id),
    client_secret: String(made.client_secret ?? client_secret),
    application: app,
    provider: made,
    issuer: `${rig.origin}/application/o/${slug}/`,
  };
}

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

export function pkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function authorizeUrl(
  rig: Rig,
  client: TestClient,
  params: Readonly<Record<string, string>> = {},
): URL {
  const url = new URL('/application/o/authorize/', rig.origin);
  const all = {
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile email',
    state: 'some-state',
    ...params,
  };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return url;
}

/** The code that a signed-in browser brings back; an error where it brings none. */
export async function codeFor(
  rig: Rig,
  browser: Browser,
  client: TestClient,
  params: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { url } = await browser.follow(authorizeUrl(rig, client, params));
  const code = url.searchParams.get('code');
  if (code === null) throw new Error(`no code but ${url.href}`);
  return code;
}

const basic = ({ client_id, client_secret }: TestClient) =>
  `Basic ${Buffer.from(`${encodeURIComponent(client_id)}:${encodeURIComponent(client_secret)}`).toString('base64')}`;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A request of a confidential client to an endpoint of its own. */
export async function post(
  rig: Rig,
  endpoint: 'token' | 'introspect' | 'revoke',
  client: TestClient | null,
  form: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(`${rig.origin}/application/o/${endpoint}/`, {
    method: 'POST',
    headers: client ? { authorization: basic(client) } : {},
    body: new URLSearchParams(form),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

export const redeem = (
  rig: Rig,
  client: TestClient,
  code: string,
  more: Readonly<Record<string, string>> = {},
) => post(rig, 'token', client, { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...more });

export const refresh = (
  rig: Rig,
  client: TestClient,
  refresh_token: unknown,
  more: Readonly<Record<string, string>> = {},
) =>
  post(rig, 'token', client, { grant_type: 'refresh_token', refresh_token: String(refresh_token), ...more });

export async function userinfo(rig: Rig, token: unknown): Promise<Answer> {
  const response = await fetch(`${rig.origin}/application/o/userinfo/`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as never };
}

/** Tokens of a signed-in browser, the whole way. */
export async function tokensFor(
  rig: Rig,
  browser: Browser,
  client: TestClient,
  params: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
  const { status, body } = await redeem(rig, client, await codeFor(rig, browser, client, params));
  if (status !== 200) throw new Error(`no tokens but ${JSON.stringify(body)}`);
  return body;
}
