import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider';
import { announce, CALLBACK, CLIENT, PEOPLE, SCOPE } from './client.ts';

/**
 * The peer: oidc-provider by itself on node:http, everything in a map. Its own memory adapter keeps a thousand entries
 * and drops grants under load, so this one keeps all.
 */
class MapAdapter implements Adapter {
  static readonly rows = new Map<string, AdapterPayload>();
  static readonly grants = new Map<string, Set<string>>();
  readonly #name: string;
  constructor(name: string) {
    this.#name = name;
  }
  async upsert(id: string, payload: AdapterPayload) {
    const key = `${this.#name}:${id}`;
    MapAdapter.rows.set(key, payload);
    if (payload.uid) MapAdapter.rows.set(`uid:${payload.uid}`, payload);
    if (!payload.grantId) return;
    const family = MapAdapter.grants.get(payload.grantId) ?? new Set();
    MapAdapter.grants.set(payload.grantId, family.add(key));
  }
  async find(id: string) {
    return MapAdapter.rows.get(`${this.#name}:${id}`);
  }
  async findByUid(uid: string) {
    return MapAdapter.rows.get(`uid:${uid}`);
  }
  async findByUserCode() {
    return undefined;
  }
  async consume(id: string) {
    Object.assign(MapAdapter.rows.get(`${this.#name}:${id}`) ?? {}, {
      consumed: Math.floor(Date.now() / 1000),
    });
  }
  async destroy(id: string) {
    MapAdapter.rows.delete(`${this.#name}:${id}`);
  }
  async revokeByGrantId(id: string) {
    for (const key of MapAdapter.grants.get(id) ?? []) MapAdapter.rows.delete(key);
    MapAdapter.grants.delete(id);
  }
}

const server = createServer();
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const provider = new Provider(origin, {
  adapter: MapAdapter,
  clients: [
    {
      ...CLIENT,
      redirect_uris: [CALLBACK],
      id_token_signed_response_alg: 'ES256',
      token_endpoint_auth_method: 'client_secret_basic',
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' } as object] },
  claims: {
    openid: ['sub'],
    profile: ['name', 'preferred_username', 'groups'],
    email: ['email', 'email_verified'],
  },
  conformIdTokenClaims: false,
  findAccount: (_ctx, accountId) => ({
    accountId,
    claims: () => ({
      sub: accountId,
      name: 'Ada Lovelace',
      preferred_username: 'ada',
      groups: ['staff'],
      email: 'ada@corp.test',
      email_verified: false,
    }),
  }),
  ttl: { AccessToken: 3_600, AuthorizationCode: 60, IdToken: 3_600, Grant: 86_400, Session: 86_400 },
  features: { devInteractions: { enabled: false } },
});
server.on('request', provider.callback());

const cookies: string[] = [];
for (let index = 0; index < PEOPLE; index++) {
  const accountId = `person-${index}`;
  const grant = new provider.Grant({ accountId, clientId: CLIENT.client_id });
  grant.addOIDCScope(SCOPE);
  const grantId = await grant.save();
  const session = new (provider.Session as unknown as new () => InstanceType<typeof provider.Session>)();
  session.loginAccount({ accountId });
  session.authorizations = { [CLIENT.client_id]: { grantId, sid: 'sid' } };
  await session.save(86_400);
  cookies.push(`_session=${session.jti}`);
}

process.on('SIGTERM', () => process.exit(0));
announce({
  origin,
  authorize: '/auth',
  token: '/token',
  userinfo: '/me',
  ...CLIENT,
  cookies,
});
