import { createHash } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EgressRequest, EgressResponse } from '../../core/ports.ts';
import { type Identity, isFault, type SourceFault } from '../../core/source/driver.ts';
import { fixedClock, seededRandom } from '../../core/testing/ports.ts';
import { createOAuthDriver } from './driver.ts';

const ISSUER = 'https://idp.test';
const CALLBACK = 'https://id.test/source/oauth/callback/corp/';
const CLIENT = 'postern at corp';

const digest = {
  sha256: (text: string) => createHash('sha256').update(text).digest('base64url'),
  equal: (a: string, b: string) => a === b,
};

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let rsa: Pair;
let ec: Pair;
let other: Pair;
beforeAll(async () => {
  rsa = await generateKeyPair('RS256', { extractable: true });
  ec = await generateKeyPair('ES256', { extractable: true });
  other = await generateKeyPair('RS256', { extractable: true });
});

type Claims = Record<string, unknown>;

/** A provider as data: what it would answer, changed by each test. */
async function idp(source: Claims = {}) {
  const clock = fixedClock();
  const seconds = () => Math.floor(clock.now() / 1000);
  const asked: EgressRequest[] = [];
  const world = {
    clock,
    asked,
    discovery: {
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/authorize?tenant=1`,
      token_endpoint: `${ISSUER}/token`,
      userinfo_endpoint: `${ISSUER}/me`,
      jwks_uri: `${ISSUER}/jwks`,
    } as Claims,
    keys: [{ ...(await exportJWK(rsa.publicKey)), kid: 'one', alg: 'RS256' }] as Claims[],
    profile: { sub: 'ada-1', email: 'ada@corp.test' } as Claims,
    claims: {} as Claims,
    sign: (claims: Claims): Promise<string> =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(rsa.privateKey),
    answers: {} as Record<string, EgressResponse>,
    nonce: '',
  };
  const reply = (body: unknown): EgressResponse => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const row = {
    pk: 'c0000000-0000-4000-8000-000000000001',
    name: 'Corp',
    slug: 'corp',
    type: 'oauth',
    provider_type: 'openidconnect',
    consumer_key: CLIENT,
    consumer_secret: 's3cret:+/',
    oidc_well_known_url: `${ISSUER}/.well-known/openid-configuration`,
    ...source,
  };
  const driver = createOAuthDriver({
    clock,
    random: seededRandom(),
    digest,
    egress: {
      async request(request) {
        asked.push(request);
        const path = new URL(request.url).pathname;
        const canned = world.answers[path];
        if (canned) return canned;
        if (path.startsWith('/.well-known/')) return reply(world.discovery);
        if (path === '/jwks') return reply({ keys: world.keys });
        if (path === '/me') return reply(world.profile);
        const claims = {
          iss: ISSUER,
          sub: 'ada-1',
          aud: CLIENT,
          exp: seconds() + 300,
          iat: seconds(),
          nonce: world.nonce,
          ...world.claims,
        };
        return reply({ access_token: 'at', token_type: 'Bearer', id_token: await world.sign(claims) });
      },
    },
  });
  return {
    ...world,
    world,
    driver,
    row,
    count: (path: string) => asked.filter(({ url }) => new URL(url).pathname === path).length,
    async leave() {
      const left = await driver.leave({
        source: row,
        callback: CALLBACK,
        state: 'the-state',
        login_hint: 'ada',
      });
      if (isFault(left)) throw new Error(left.detail);
      const to = new URL(left.to);
      world.nonce = to.searchParams.get('nonce') ?? '';
      return { to, memory: left.memory };
    },
    async signIn(answer: Record<string, string> = { code: 'the-code' }): Promise<Identity | SourceFault> {
      const { memory } = await this.leave();
      return driver.arrive({ source: row, memory, answer });
    },
  };
}

describe('leaving', () => {
  test('the request holds what it has to, and the address keeps its own parameters', async () => {
    const { to, memory } = await (await idp()).leave();
    const { code_challenge, nonce, ...rest } = Object.fromEntries(to.searchParams);
    expect(`${to.origin}${to.pathname}`).toBe(`${ISSUER}/authorize`);
    expect(rest).toEqual({
      tenant: '1',
      response_type: 'code',
      client_id: CLIENT,
      redirect_uri: CALLBACK,
      scope: 'openid email profile',
      state: 'the-state',
      code_challenge_method: 'S256',
      login_hint: 'ada',
    });
    expect(code_challenge).toBe(digest.sha256(String(memory.verifier)));
    expect(nonce).toBe(memory.nonce);
  });

  test.each([
    ['none', undefined],
    ['plain', 'plain'],
    ['S256', 'S256'],
  ])('PKCE %s', async (pkce, method) => {
    const { to } = await (await idp({ pkce })).leave();
    expect(to.searchParams.get('code_challenge_method') ?? undefined).toBe(method);
    expect(to.searchParams.has('code_challenge')).toBe(method !== undefined);
  });

  test.each([
    ['', 'openid email profile'],
    ['groups  offline_access', 'openid email profile groups offline_access'],
    ['*email', 'openid email'],
    ['* openid roles', 'openid roles'],
  ])('scopes %j', async (additional_scopes, scope) => {
    const { to } = await (await idp({ additional_scopes })).leave();
    expect(to.searchParams.get('scope')).toBe(scope);
  });

  test('explicit addresses win over discovery', async () => {
    const { to } = await (await idp({ authorization_url: 'https://elsewhere.test/start' })).leave();
    expect(to.origin).toBe('https://elsewhere.test');
  });

  test('discovery is read once for many', async () => {
    const one = await idp();
    await Promise.all([one.leave(), one.leave()]);
    await one.leave();
    expect(one.count('/.well-known/openid-configuration')).toBe(1);
    one.clock.advance(11 * 60_000);
    await one.leave();
    expect(one.count('/.well-known/openid-configuration')).toBe(2);
  });

  test.each<[string, EgressResponse]>([
    ['absent', { failed: 'The address could not be reached (ECONNREFUSED).' }],
    ['late', { failed: 'The address did not answer in time.' }],
    ['behind the gate', { refused: 'private' }],
    ['broken', { status: 500, headers: {}, body: '' }],
    ['something else', { status: 200, headers: {}, body: '<html>' }],
  ])('a provider that is %s is a fault, and the known document serves for a day', async (_, answer) => {
    const one = await idp();
    const leave = () => one.driver.leave({ source: one.row, callback: CALLBACK, state: 's' });
    one.answers['/.well-known/openid-configuration'] = answer;
    expect(await leave()).toMatchObject({ fault: 'failed' });
    delete one.answers['/.well-known/openid-configuration'];
    expect(await leave()).toHaveProperty('to');
    one.answers['/.well-known/openid-configuration'] = answer;
    one.clock.advance(3_600_000);
    expect(await leave()).toHaveProperty('to');
    one.clock.advance(25 * 3_600_000);
    expect(await leave()).toMatchObject({ fault: 'failed' });
  });

  test.each(['https://evil.test', 'https://idp.test/other', 'javascript:alert(1)'])(
    'A33: a document of the issuer %s is not believed',
    async (issuer) => {
      const one = await idp();
      one.discovery.issuer = issuer;
      expect(await one.driver.leave({ source: one.row, callback: CALLBACK, state: 's' })).toMatchObject({
        fault: 'failed',
        detail: expect.stringContaining('names another issuer'),
      });
    },
  );

  test('A34: an endpoint that is no web address is not followed', async () => {
    const one = await idp();
    one.discovery.authorization_endpoint = 'javascript:alert(1)';
    expect(await one.driver.leave({ source: one.row, callback: CALLBACK, state: 's' })).toMatchObject({
      fault: 'failed',
    });
  });
});

describe('coming back', () => {
  test('the person is described by token and profile; claims of the token stay its own', async () => {
    const one = await idp();
    one.world.profile = {
      sub: 'ada-1',
      email: 'ada@corp.test',
      name: 'Ada',
      iss: 'https://evil.test',
      email_verified: 'true',
    };
    one.world.claims = { preferred_username: 'ada', groups: ['a'], email: 'old@corp.test' };
    expect(await reply(one)).toMatchObject({
      identifier: 'ada-1',
      properties: { username: 'ada', email: 'ada@corp.test', name: 'Ada', groups: ['a'] },
      email_verified: true,
      info: { iss: ISSUER, name: 'Ada' },
    });
  });

  test.each([
    ['basic_auth', 'Basic cG9zdGVybithdCtjb3JwOnMzY3JldCUzQSUyQiUyRg==', null],
    ['post_body', undefined, 's3cret:+/'],
  ])('the code is redeemed by %s', async (authorization_code_auth_method, header, secret) => {
    const one = await idp({ authorization_code_auth_method });
    const { to, memory } = await one.leave();
    await one.driver.arrive({ source: one.row, memory, answer: { code: 'the-code' } });
    const request = one.asked.find(({ url }) => url.endsWith('/token'));
    const form = new URLSearchParams(request?.body);
    expect(request?.headers?.authorization).toBe(header);
    expect(form.get('client_secret')).toBe(secret);
    expect(form.get('redirect_uri')).toBe(CALLBACK);
    expect(form.get('code')).toBe('the-code');
    expect(digest.sha256(form.get('code_verifier') ?? '')).toBe(to.searchParams.get('code_challenge'));
  });

  const reply = async (one: Awaited<ReturnType<typeof idp>>) => {
    const { memory } = await one.leave();
    one.world.nonce = String(memory.nonce);
    return one.driver.arrive({ source: one.row, memory, answer: { code: 'the-code' } });
  };

  describe('A33: tokens that must not be believed', () => {
    type One = Awaited<ReturnType<typeof idp>>;
    const rows: [string, (one: One) => Promise<void> | void][] = [
      [
        'alg none',
        (one) => {
          one.world.sign = async (claims) => `${b64({ alg: 'none' })}.${b64(claims)}.`;
        },
      ],
      [
        'HS256 with the public key',
        (one) => {
          one.world.sign = async (claims) =>
            new SignJWT(claims)
              .setProtectedHeader({ alg: 'HS256', kid: 'one' })
              .sign(new TextEncoder().encode(await exportSPKI(rsa.publicKey)));
        },
      ],
      [
        'HS256 with the client secret',
        (one) => {
          one.world.sign = (claims) =>
            new SignJWT(claims)
              .setProtectedHeader({ alg: 'HS256' })
              .sign(new TextEncoder().encode('s3cret:+/'.padEnd(32, '-')));
        },
      ],
      [
        'a shared secret among the keys',
        (one) => {
          const k = 'x'.repeat(43);
          one.world.keys.push({ kty: 'oct', k, kid: 'shared', alg: 'HS256' });
          one.world.sign = (claims) =>
            new SignJWT(claims)
              .setProtectedHeader({ alg: 'HS256', kid: 'shared' })
              .sign(Buffer.from(k, 'base64url'));
        },
      ],
      [
        'a key of somebody else under a known kid',
        (one) => {
          one.world.sign = (claims) =>
            new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(other.privateKey);
        },
      ],
      [
        'a key that the token brings itself',
        async (one) => {
          const jwk = await exportJWK(other.publicKey);
          one.world.sign = (claims) =>
            new SignJWT(claims)
              .setProtectedHeader({ alg: 'RS256', kid: 'new', jwk, jku: 'https://evil.test/jwks' })
              .sign(other.privateKey);
        },
      ],
      [
        'a kid that is a path',
        (one) => {
          one.world.sign = (claims) =>
            new SignJWT(claims)
              .setProtectedHeader({ alg: 'RS256', kid: '../../dev/null' })
              .sign(other.privateKey);
        },
      ],
      [
        'an extension that has to be understood',
        (one) => {
          one.world.sign = async (claims) => {
            const signed = await new SignJWT(claims)
              .setProtectedHeader({ alg: 'RS256', kid: 'one', crit: ['exp'], exp: 1 } as never)
              .sign(rsa.privateKey, { crit: { exp: true } });
            return signed;
          };
        },
      ],
      [
        'another issuer',
        (one) => {
          one.world.claims = { iss: 'https://evil.test' };
        },
      ],
      [
        'an issuer with a slash more',
        (one) => {
          one.world.claims = { iss: `${ISSUER}/` };
        },
      ],
      [
        'another audience',
        (one) => {
          one.world.claims = { aud: 'somebody' };
        },
      ],
      [
        'several audiences and no party',
        (one) => {
          one.world.claims = { aud: [CLIENT, 'somebody'] };
        },
      ],
      [
        'another party',
        (one) => {
          one.world.claims = { aud: [CLIENT, 'somebody'], azp: 'somebody' };
        },
      ],
      [
        'expired longer ago than clocks differ',
        (one) => {
          one.world.claims = { exp: now(one) - 61 };
        },
      ],
      [
        'no end',
        (one) => {
          one.world.claims = { exp: undefined };
        },
      ],
      [
        'issued in the future',
        (one) => {
          one.world.claims = { iat: now(one) + 90 };
        },
      ],
      [
        'no subject',
        (one) => {
          one.world.claims = { sub: undefined };
        },
      ],
      [
        'a blank subject',
        (one) => {
          one.world.claims = { sub: '' };
        },
      ],
      [
        'a subject that is no text',
        (one) => {
          one.world.claims = { sub: 1 };
        },
      ],
      [
        'a subject without end',
        (one) => {
          one.world.claims = { sub: 'a'.repeat(256) };
        },
      ],
      [
        'no nonce',
        (one) => {
          one.world.claims = { nonce: undefined };
        },
      ],
      [
        'the nonce of another sign-in',
        (one) => {
          one.world.claims = { nonce: 'other' };
        },
      ],
      [
        'another access token',
        (one) => {
          one.world.claims = { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' };
        },
      ],
      [
        'the profile of somebody else',
        (one) => {
          one.world.profile = { sub: 'grace-1' };
        },
      ],
      [
        'a profile of nobody',
        (one) => {
          one.world.profile = { email: 'ada@corp.test' };
        },
      ],
    ];
    const now = (one: One) => one.clock.now() / 1000;
    const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

    test.each(rows)('%s', async (_, change) => {
      const one = await idp();
      await change(one);
      const result = await reply(one);
      expect(result).toMatchObject({ fault: 'wrong' });
      expect(isFault(result) && result.message).not.toMatch(/nonce|alg|issuer|token/i);
    });

    const good: [string, (one: One) => Promise<void> | void][] = [
      ['RS256', () => {}],
      [
        'ES256, the other key of the set',
        async (one) => {
          one.world.keys.push({ ...(await exportJWK(ec.publicKey)), kid: 'two', alg: 'ES256' });
          one.world.sign = (claims) =>
            new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'two' }).sign(ec.privateKey);
        },
      ],
      [
        'PS256',
        async (one) => {
          one.world.keys = [{ ...(await exportJWK(rsa.publicKey)), kid: 'one' }];
          const key = await importAs(rsa, 'PS256');
          one.world.sign = (claims) =>
            new SignJWT(claims).setProtectedHeader({ alg: 'PS256', kid: 'one' }).sign(key);
        },
      ],
      [
        'no kid, and two keys of that kind',
        async (one) => {
          one.world.keys.unshift({ ...(await exportJWK(other.publicKey)), kid: 'zero', alg: 'RS256' });
          one.world.sign = (claims) =>
            new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(rsa.privateKey);
        },
      ],
      [
        'several audiences and this party',
        (one) => {
          one.world.claims = { aud: [CLIENT, 'x'], azp: CLIENT };
        },
      ],
      [
        'expired within what clocks differ',
        (one) => {
          one.world.claims = { exp: now(one) - 50 };
        },
      ],
      [
        'a clock that is ahead a little',
        (one) => {
          one.world.claims = { iat: now(one) + 50 };
        },
      ],
      [
        'the hash of the access token',
        (one) => {
          const hash = createHash('sha256').update('at').digest().subarray(0, 16).toString('base64url');
          one.world.claims = { at_hash: hash };
        },
      ],
    ];
    test.each(good)('control: %s is believed', async (_, change) => {
      const one = await idp();
      await change(one);
      expect(await reply(one)).toMatchObject({ identifier: 'ada-1' });
    });
  });

  test('a new key is fetched for an unknown kid, at most once a minute', async () => {
    const one = await idp();
    await reply(one);
    const rotated = { ...(await exportJWK(other.publicKey)), kid: 'two', alg: 'RS256' };
    one.world.sign = (claims) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'two' }).sign(other.privateKey);
    expect(await reply(one)).toMatchObject({ fault: 'wrong' });
    expect(one.count('/jwks')).toBe(1);
    one.clock.advance(61_000);
    one.world.keys.push(rotated);
    expect(await reply(one)).toMatchObject({ identifier: 'ada-1' });
    expect(one.count('/jwks')).toBe(2);
  });

  test.each<[string, Record<string, string>, Partial<SourceFault>]>([
    ['the person cancelled', { error: 'access_denied' }, { fault: 'refused' }],
    [
      'an error that is markup',
      { error: '<b>' },
      { fault: 'refused', message: expect.not.stringContaining('<') as never },
    ],
    ['no code', {}, { fault: 'wrong' }],
    ['RFC 9207: another issuer answers', { code: 'c', iss: 'https://evil.test' }, { fault: 'wrong' }],
  ])('%s', async (_, answer, wanted) => {
    expect(await (await idp()).signIn(answer)).toMatchObject(wanted);
  });

  test('RFC 9207: who promises to name themselves has to', async () => {
    const one = await idp();
    one.discovery.authorization_response_iss_parameter_supported = true;
    expect(await one.signIn({ code: 'c' })).toMatchObject({ fault: 'wrong' });
  });

  test.each<[string, string, EgressResponse]>([
    ['the token endpoint is late', '/token', { failed: 'The address did not answer in time.' }],
    ['the token endpoint refuses', '/token', { status: 400, headers: {}, body: '{"error":"invalid_grant"}' }],
    [
      'the token endpoint answers without an ID token',
      '/token',
      { status: 200, headers: {}, body: '{"access_token":"x"}' },
    ],
    ['the keys are not there', '/jwks', { status: 404, headers: {}, body: '' }],
    ['the keys are no keys', '/jwks', { status: 200, headers: {}, body: '[]' }],
    ['the profile is not there', '/me', { failed: 'gone' }],
    ['the profile is no object', '/me', { status: 200, headers: {}, body: '[1]' }],
  ])('%s: a fault, with a plain sentence', async (_, path, answer) => {
    const one = await idp();
    one.answers[path] = answer;
    const result = await reply(one);
    expect(result).toMatchObject({ fault: 'failed', message: expect.stringContaining('try again later') });
    expect(JSON.stringify(result)).not.toContain('s3cret');
  });

  test('each tenant of Entra ID has an issuer of its own', async () => {
    const one = await idp({ provider_type: 'entraid' });
    one.discovery.issuer = 'https://idp.test/{tenantid}/v2.0';
    one.world.claims = { iss: 'https://idp.test/t-1/v2.0', tid: 't-1' };
    expect(await reply(one)).toMatchObject({ identifier: 'ada-1' });
    one.world.claims = { iss: 'https://idp.test/t-1/v2.0', tid: 't-2' };
    expect(await reply(one)).toMatchObject({ fault: 'wrong' });
  });
});

async function importAs({ privateKey }: Pair, alg: string) {
  const { importJWK } = await import('jose');
  return importJWK({ ...(await exportJWK(privateKey)), alg }, alg);
}
