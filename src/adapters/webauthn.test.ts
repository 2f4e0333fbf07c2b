import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { cose, isoCBOR } from '@simplewebauthn/server/helpers';
import { describe, expect, test } from 'vitest';
import type { Passkey } from '../core/authenticator/webauthn.ts';
import { REQUEST } from '../core/testing/stage.ts';
import { person } from '../core/testing/users.ts';
import { createWebAuthn } from './webauthn.ts';

/** An authenticator in software, which can be told to lie. */

const ORIGIN = 'https://id.corp.test';
const ada = person({ username: 'ada' });
const webauthn = createWebAuthn({ origin: () => ORIGIN, name: () => 'Corp' });

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();
const text = (data: Uint8Array | string) => Buffer.from(data).toString('base64url');

interface Lies {
  readonly origin?: string;
  readonly rp?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly verified?: boolean;
  readonly present?: boolean;
  readonly copyable?: boolean;
  readonly count?: number;
  readonly owner?: string | null;
  readonly key?: KeyObject;
}

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey: another } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const id = text('credential-1');

function clientData(type: string, challenge: string, lies: Lies) {
  return JSON.stringify({
    type: lies.type ?? type,
    challenge: lies.challenge ?? challenge,
    origin: lies.origin ?? ORIGIN,
    crossOrigin: false,
  });
}

function authenticatorData(lies: Lies, attested = 0, rest: Uint8Array = new Uint8Array()) {
  const flags =
    (lies.present === false ? 0 : 1) | (lies.verified === false ? 0 : 4) | (lies.copyable ? 8 : 0) | attested;
  const count = Buffer.alloc(4);
  count.writeUInt32BE(lies.count ?? 0);
  return Buffer.concat([sha256(lies.rp ?? 'id.corp.test'), Buffer.from([flags]), count, rest]);
}

/** What a browser sends for a new passkey, with the attestation "none". */
function made(challenge: string, lies: Lies = {}) {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const key = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [cose.COSEKEYS.kty, 2],
      [cose.COSEKEYS.alg, -7],
      [cose.COSEKEYS.crv, 1],
      [cose.COSEKEYS.x, new Uint8Array(Buffer.from(x, 'base64url'))],
      [cose.COSEKEYS.y, new Uint8Array(Buffer.from(y, 'base64url'))],
    ]),
  );
  const name = Buffer.from('credential-1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(name.length);
  const authData = authenticatorData(lies, 0x40, Buffer.concat([Buffer.alloc(16), length, name, key]));
  const attestationObject = isoCBOR.encode(
    new Map<string, string | Uint8Array | Map<string, never>>([
      ['fmt', 'none'],
      ['attStmt', new Map<string, never>()],
      ['authData', new Uint8Array(authData)],
    ]),
  );
  return {
    ...{ id, rawId: id, type: 'public-key' as const },
    response: {
      clientDataJSON: text(clientData('webauthn.create', challenge, lies)),
      attestationObject: text(attestationObject),
      transports: ['internal'],
    },
  };
}

/** What a browser sends as a proof. */
function proof(challenge: string, lies: Lies = {}) {
  const client = clientData('webauthn.get', challenge, lies);
  const data = authenticatorData(lies);
  const signature = sign('sha256', Buffer.concat([data, sha256(client)]), lies.key ?? privateKey);
  const owner = lies.owner === undefined ? ada.uuid : lies.owner;
  return {
    ...{ id, rawId: id, type: 'public-key' as const },
    response: {
      clientDataJSON: text(client),
      authenticatorData: text(data),
      signature: text(signature),
      ...(owner === null ? {} : { userHandle: text(owner) }),
    },
  };
}

const asking = {
  request: REQUEST,
  user: ada,
  exclude: [],
  user_verification: 'preferred',
  resident_key: 'preferred',
  attachment: null,
  hints: ['hybrid'],
  attested: false,
} as const;

async function creating(lies: Lies = {}, verified = false) {
  const ceremony = await webauthn.creation(asking);
  if (!ceremony) throw new Error('there are no passkeys here');
  const { challenge } = ceremony;
  return webauthn.created({ request: REQUEST, challenge, answer: made(challenge, lies), verified });
}

const kept = async (): Promise<Passkey> => {
  const passkey = await creating();
  if ('wrong' in passkey) throw new Error(passkey.wrong);
  return passkey;
};

describe('making a passkey', () => {
  test('tells the authenticator who asks and for whom, and not who that is', async () => {
    const ceremony = await webauthn.creation({
      ...asking,
      exclude: [{ credential_id: id, transports: ['usb'] }],
      attested: true,
    });
    expect(ceremony?.options).toMatchObject({
      rp: { id: 'id.corp.test', name: 'Corp' },
      user: { name: 'ada', id: text(String(ada.uuid)) },
      excludeCredentials: [{ id, transports: ['usb'], type: 'public-key' }],
      attestation: 'direct',
      hints: ['hybrid'],
    });
    expect(Buffer.from(String(ceremony?.challenge), 'base64url').length).toBeGreaterThanOrEqual(32);
    expect((await webauthn.creation(asking))?.challenge).not.toBe(ceremony?.challenge);
  });

  test('keeps what it needs later', async () => {
    expect(await creating({ count: 3, copyable: true })).toMatchObject({
      credential_id: id,
      sign_count: 3,
      transports: ['internal'],
      aaguid: '00000000-0000-0000-0000-000000000000',
      backup_eligible: true,
      backed_up: false,
      user_verified: true,
      attestation: 'none',
    });
  });

  test.each<[string, Lies, boolean, boolean]>([
    ['rightly', {}, true, true],
    ['touched only, where that is enough', { verified: false }, false, true],
    ['touched only', { verified: false }, true, false],
    ['not even touched', { present: false }, false, false],
    ['for another challenge', { challenge: text('other') }, false, false],
    ['on another site', { origin: 'https://id.corp.test.evil.test' }, false, false],
    ['on another port', { origin: 'https://id.corp.test:8443' }, false, false],
    ['without encryption', { origin: 'http://id.corp.test' }, false, false],
    ['for another party', { rp: 'corp.test' }, false, false],
    ['as a proof', { type: 'webauthn.get' }, false, false],
  ])('%s', async (_, lies, verified, right) => {
    expect('wrong' in (await creating(lies, verified))).toBe(!right);
  });

  test('rubbish is wrong, not a fault', async () => {
    const answer = made('x');
    const response = { ...answer.response, attestationObject: text('rubbish') };
    const judged = webauthn.created({
      ...{ request: REQUEST, challenge: 'x', verified: false },
      answer: { ...answer, response },
    });
    expect(await judged).toHaveProperty('wrong');
  });
});

describe('a proof', () => {
  test.each<[string, Lies, { verified?: boolean; named?: boolean }, boolean]>([
    ['rightly', { count: 7 }, { verified: true, named: true }, true],
    ['touched only, where that is enough', { verified: false }, {}, true],
    ['touched only', { verified: false }, { verified: true }, false],
    ['not even touched', { present: false }, {}, false],
    ['for another challenge', { challenge: text('other') }, {}, false],
    ['on another site', { origin: 'https://evil.test' }, {}, false],
    ['on a site below ours', { origin: 'https://x.id.corp.test' }, {}, false],
    ['for another party', { rp: 'evil.test' }, {}, false],
    ['as a new passkey', { type: 'webauthn.create' }, {}, false],
    ['by another key', { key: another }, {}, false],
    ['that says nobody, where somebody was named', { owner: null }, {}, true],
    ['that says nobody, where nobody was named', { owner: null }, { named: true }, false],
    ['that says somebody else', { owner: '00000000-0000-4000-8000-000000000009' }, {}, false],
    ['of a passkey that could not be copied before', { copyable: true }, {}, false],
  ])('%s', async (_, lies, { verified = false, named = false }, right) => {
    const passkey = await kept();
    const ceremony = await webauthn.proof({
      ...{ request: REQUEST, allowed: [passkey], user_verification: 'preferred', hints: [] },
    });
    expect(ceremony?.options).toMatchObject({
      rpId: 'id.corp.test',
      allowCredentials: [{ id, type: 'public-key', transports: ['internal'] }],
    });
    const challenge = String(ceremony?.challenge);
    const judged = await webauthn.proven({
      ...{ request: REQUEST, challenge, answer: proof(challenge, lies) },
      ...{ passkey, owner: ada, named, verified },
    });
    if (right) expect(judged).toEqual({ sign_count: lies.count ?? 0 });
    else expect(judged).toHaveProperty('wrong');
  });

  test('A53: what is offered to anybody names nobody and nothing', async () => {
    const asked = { request: REQUEST, allowed: undefined, hints: [] };
    const ceremony = await webauthn.proof({ ...asked, user_verification: 'required' });
    expect(ceremony?.options).toEqual({
      challenge: ceremony?.challenge,
      rpId: 'id.corp.test',
      allowCredentials: [],
      userVerification: 'required',
      timeout: expect.any(Number),
      hints: [],
    });
  });
});

test.each([
  ['https://id.corp.test', 'id.corp.test'],
  ['https://id.corp.test:8443', 'id.corp.test'],
  ['http://localhost:9000', 'localhost'],
  ['http://id.localhost', 'id.localhost'],
  ['http://id.corp.test', undefined],
  ['https://192.0.2.1', undefined],
  ['http://127.0.0.1:9000', undefined],
  ['https://[2001:db8::1]', undefined],
  [null, undefined],
])('browsers have passkeys for %s: %s', async (origin, rp) => {
  const here = createWebAuthn({ origin: () => origin, name: () => 'Corp' });
  const ceremony = await here.creation(asking);
  expect((ceremony?.options.rp as { id?: string } | undefined)?.id).toBe(rp);
  const asked = { request: REQUEST, allowed: undefined, hints: [] };
  expect((await here.proof({ ...asked, user_verification: 'required' }))?.options.rpId).toBe(rp);
});
