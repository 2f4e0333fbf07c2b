import { describe, expect, test } from 'vitest';
import type { Passkey } from '../../core/authenticator/webauthn.ts';
import { recordedEvents } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { REQUEST } from '../../core/testing/stage.ts';
import { person } from '../../core/testing/users.ts';
import { passkey, passkeyProof, plainWebAuthn } from '../../core/testing/webauthn.ts';
import { webauthnDevice } from './device.ts';

const ada = person({ username: 'ada' });
const YUBI = '2fc0579f-8113-47ea-b116-bb5a8db9202a';
const NEW = '11111111-2222-3333-4444-555555555555';
const ZERO = '00000000-0000-0000-0000-000000000000';

const device = (pk: number, more: Partial<Passkey> = {}) => ({
  pk,
  user: 1,
  class: 'webauthn' as const,
  name: 'Key',
  created: 0,
  last_used: null,
  data: { ...passkey(`key-${pk}`, more) },
});

const world = (settings = {}) => {
  const events = recordedEvents();
  const ports = {
    webauthn: plainWebAuthn(),
    events,
    configuration: memoryReplica({
      webauthn_device_types: [{ pk: YUBI, aaguid: YUBI, description: 'YubiKey 5' }],
    }),
  } as never;
  return { events, around: { request: REQUEST, settings, ports } };
};

const joint = webauthnDevice.joint;
if (!joint) throw new Error('passkeys are offered as one');

/** Offers the devices, or anybody's, and judges the proof for the challenge that was given. */
async function proving({
  settings = {},
  own = device(1),
  anybody = false,
  proof = {},
  challenge,
}: {
  settings?: object;
  own?: ReturnType<typeof device>;
  anybody?: boolean;
  proof?: Parameters<typeof passkeyProof>[2];
  challenge?: string;
}) {
  const { around, events } = world(settings);
  const offer = await joint?.offer({ ...around, devices: anybody ? undefined : [own] });
  const answer = passkeyProof(
    String(own.data.credential_id),
    challenge ?? String(offer?.challenge.challenge),
    proof,
  );
  const verdict = await webauthnDevice.verify({
    ...around,
    device: own,
    user: ada,
    memory: JSON.parse(JSON.stringify(offer?.memory)),
    answer,
  });
  return { verdict, events };
}

describe('the signature counter', () => {
  test.each([
    ['both never count', 0, 0, undefined, true],
    ['it has grown', 5, 6, 6, true],
    ['it has jumped', 5, 500, 500, true],
    ['the first use', 0, 1, 1, true],
    ['it stands still', 5, 5, undefined, false],
    ['it went back', 5, 4, undefined, false],
    ['it does not count any more', 5, 0, undefined, false],
  ])('%s', async (_, sign_count, uses, claimed, proven) => {
    const { verdict, events } = await proving({ own: device(1, { sign_count }), proof: { uses } });
    expect(verdict.proven).toBe(proven);
    expect(verdict.proven ? verdict.claim : undefined).toEqual(
      claimed === undefined ? undefined : { claim: 'grow', field: 'sign_count', value: claimed },
    );
    expect(events.emitted.map(({ action }) => action)).toEqual(proven ? [] : ['suspicious_request']);
  });
});

const mine = ada.uuid;

test.each([
  ['second factor, unlocked', {}, false, {}, true],
  ['second factor, touched', {}, false, { unlocked: false }, true],
  [
    'second factor, touched where it has to be unlocked',
    { user_verification: 'required' },
    false,
    { unlocked: false },
    false,
  ],
  ['second factor that says whose it is', {}, false, { owner: mine }, true],
  ['second factor that says it is somebody else’s', {}, false, { owner: 'else' }, false],
  ['alone, unlocked', {}, true, { owner: mine }, true],
  ['alone, touched', {}, true, { owner: mine, unlocked: false }, false],
  [
    'alone, touched where that is enough',
    { user_verification: 'discouraged' },
    true,
    { owner: mine, unlocked: false },
    true,
  ],
  ['alone, without saying whose it is', {}, true, {}, false],
  ['alone, somebody else’s', {}, true, { owner: 'else' }, false],
])('%s', async (_, settings, anybody, proof, proven) => {
  const { verdict } = await proving({ settings, anybody, proof });
  expect(verdict.proven).toBe(proven);
});

test('A12: the answer to another challenge proves nothing', async () => {
  expect((await proving({ challenge: 'challenge-9' })).verdict.proven).toBe(false);
  expect((await proving({})).verdict.proven).toBe(true);
});

test.each([['text'], [null], [{}], [{ ...passkeyProof('key-1', 'challenge-1'), type: 'x' }]])(
  'what is no proof names no device: %#',
  (answer) => expect(joint.named(answer)).toBeUndefined(),
);

test('an answer names its device, padded or not', () => {
  expect(joint.named(passkeyProof('key-1', 'c'))).toEqual({ field: 'credential_id', value: 'key-1' });
  expect(joint.named(passkeyProof('key-1==', 'c'))?.value).toBe('key-1');
});

test.each([
  ['any', [], YUBI, true],
  ['the make', [YUBI], YUBI, true],
  ['another make', [ZERO], YUBI, false],
  ['unknown ones', [ZERO], NEW, true],
  ['a known one only', [YUBI], NEW, false],
  ['unknown ones, and it says nothing', [ZERO], ZERO, false],
])('makes that are let through: %s', async (_, allowed_device_types, aaguid, let_through) => {
  const own = device(1, { aaguid });
  const { around } = world({ allowed_device_types });
  const input = { ...around, device: own, user: ada, memory: undefined };
  expect((await webauthnDevice.offer(input)) !== undefined).toBe(let_through);
  // Nor does it prove anything where it was not offered.
  const { verdict } = await proving({ settings: { allowed_device_types }, own });
  expect(verdict.proven).toBe(let_through);
});

test('one challenge is for all passkeys of a person, or for anybody’s', async () => {
  const { around } = world({ hints: ['hybrid'] });
  const offer = await joint.offer({ ...around, devices: [device(1), device(2)] });
  expect(offer?.challenge).toMatchObject({ allowed: ['key-1', 'key-2'], hints: ['hybrid'] });
  expect((await joint.offer({ ...around, devices: undefined }))?.challenge).toMatchObject({
    allowed: 'any',
    user_verification: 'required',
  });
});

test('the API shows the make, and neither key nor counter', () => {
  const row = { ...passkey('key-1', { aaguid: YUBI }), created: '2026-01-01T00:00:00Z' };
  const configuration = memoryReplica({
    webauthn_device_types: [{ pk: YUBI, aaguid: YUBI, description: 'YubiKey 5' }],
  });
  expect(webauthnDevice.shown?.of(row, configuration)).toEqual({
    created_on: '2026-01-01T00:00:00Z',
    device_type: { aaguid: YUBI, description: 'YubiKey 5' },
  });
  expect(webauthnDevice.hidden).toEqual(
    expect.arrayContaining(['credential_id', 'public_key', 'sign_count', 'transports']),
  );
});
