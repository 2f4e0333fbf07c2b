import { describe, expect, test } from 'vitest';
import type { ClientCertificate, ClientRefusal } from '../../core/crypto/client.ts';
import { pendingUser } from '../../core/flow/context.ts';
import { fixedClock, knownClients, recordedEvents } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { passed, refusal, type Visit, visit } from '../../core/testing/stage.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import { mutualTls } from './stage.ts';

const CA = '66666666-6666-4666-8666-666666666666';
const OTHER = '77777777-7777-4777-8777-777777777777';
const ada = person({ username: 'ada', email: 'ada@corp.test' });
const eve = person({ username: 'eve', pk: 2, email: 'eve@corp.test' });
const bob = person({ username: 'bob', pk: 3, is_active: false });
const twin = person({ username: 'twin', pk: 4, email: 'eve@corp.test' });

const certificate: ClientCertificate = {
  subject: 'CN=ada, O=Corp',
  issuer: 'CN=Corp CA',
  serial_number: '0a',
  fingerprint_sha256: 'aa:bb',
  fingerprint_sha1: 'cc:dd',
  common_names: ['ada'],
  emails: ['ADA@corp.test'],
  raw: 'pem of ada',
};
const { raw: _, ...shown } = certificate;

function world(given: Visit = {}, said: Partial<ClientCertificate> | ClientRefusal = {}) {
  const events = recordedEvents();
  const asked: (readonly string[])[] = [];
  const known = knownClients({
    own: typeof said === 'string' ? { refused: said } : { certificate: { ...certificate, ...said } },
  });
  const stage = visit(mutualTls, {
    certificate: ['own', 'above'],
    ...given,
    config: {
      mode: 'required',
      cert_attribute: 'common_name',
      user_attribute: 'username',
      certificate_authorities: [CA],
      ...given.config,
    },
    ports: {
      events,
      clock: fixedClock(1_000),
      users: memoryUsers([{ facts: ada }, { facts: eve }, { facts: bob }, { facts: twin }]),
      configuration: memoryReplica({
        certificate_key_pairs: [
          { pk: CA, certificate_data: 'ca of the stage' },
          { pk: OTHER, certificate_data: 'ca of the brand' },
        ],
        brands: [{ pk: 'b', domain: 'corp.test', default: true, client_certificates: [OTHER] }],
      }),
      clientCertificates: {
        verify: (input) => {
          asked.push(input.authorities);
          return known.verify(input);
        },
      },
      ...given.ports,
    },
  });
  return { stage, events, asked };
}

test('proves whose certificate it is', async () => {
  const { stage, events } = world();
  expect(passed(await stage.begin()).patch).toEqual({
    pending_user: pendingUser(ada),
    proofs: [{ type: 'mtls', execution: 'execution-1', time: 1_000 }],
    auth_method: 'mtls',
    auth_method_args: { certificate: shown },
    user_backend: 'authentik.core.auth.InbuiltBackend',
  });
  expect(events.emitted).toEqual([]);
});

describe('whose it is', () => {
  test.each([
    ['the common name', {}, {}, 1],
    ['a common name in other letters', {}, { common_names: ['ADA'] }, 'no_user'],
    ['two common names', {}, { common_names: ['ada', 'ada'] }, 'no_user'],
    ['no common name', {}, { common_names: [] }, 'no_user'],
    ['the e-mail address', { cert_attribute: 'email', user_attribute: 'email' }, {}, 1],
    [
      'one of its e-mail addresses',
      { cert_attribute: 'email', user_attribute: 'email' },
      { emails: ['x@corp.test', 'ada@corp.test'] },
      1,
    ],
    [
      'e-mail addresses of two people',
      { cert_attribute: 'email', user_attribute: 'email' },
      { emails: ['ada@corp.test', 'eve@corp.test'] },
      'no_user',
    ],
    [
      'an e-mail address of two people',
      { cert_attribute: 'email', user_attribute: 'email' },
      { emails: ['eve@corp.test'] },
      'no_user',
    ],
    ['the subject', { cert_attribute: 'subject' }, { subject: 'ada' }, 1],
    ['the subject, of nobody', { cert_attribute: 'subject' }, {}, 'no_user'],
    ['somebody who is not active', {}, { common_names: ['bob'] }, 'inactive'],
    ['nobody', {}, { common_names: ['ghost'] }, 'no_user'],
  ])('%s', async (_, config, said, want) => {
    const step = await world({ config }, said).stage.begin();
    if (typeof want === 'number') expect(passed(step).patch.pending_user?.pk).toBe(want);
    else expect(step).toMatchObject({ step: 'deny', code: `mtls.${want}` });
  });

  test('whoever the flow began with has to be whose it is', async () => {
    expect(passed(await world({ pending: ada }).stage.begin()).patch.proofs).toHaveLength(1);
    expect(refusal(await world({ pending: eve }).stage.begin())).toContain('another account');
    const config = { mode: 'optional' };
    expect(passed(await world({ pending: eve, config }).stage.begin()).patch).toEqual({});
  });

  test('a proof from before counts on, and says how the person signed in', async () => {
    const before = { type: 'password', execution: 'execution-0', time: 1 };
    const context = { proofs: [before], auth_method: 'password', auth_method_args: {} };
    const { patch } = passed(await world({ pending: ada, context }).stage.begin());
    expect(patch.proofs).toHaveLength(2);
    expect(patch.auth_method).toBe('password');
  });
});

describe('whoever shows no certificate that counts', () => {
  const none: Visit = { certificate: undefined as never };
  test.each<[string, Visit, ClientRefusal | undefined, string, readonly string[]]>([
    ['none at all', none, undefined, 'missing', []],
    ['one of another authority', {}, 'unknown_authority', 'invalid', ['suspicious_request']],
    ['one that has expired', {}, 'expired', 'expired', ['suspicious_request']],
    ['one for another use', {}, 'wrong_use', 'invalid', ['suspicious_request']],
    ['what is none', {}, 'unreadable', 'invalid', ['suspicious_request']],
  ])('%s: is refused, or goes on without being proven', async (_, given, said, code, actions) => {
    const required = world(given, said);
    expect(await required.stage.begin()).toMatchObject({ step: 'deny', code: `mtls.${code}` });
    expect(required.events.emitted.map(({ action }) => action)).toEqual(actions);
    const optional = world({ ...given, config: { mode: 'optional' } }, said);
    expect(passed(await optional.stage.begin())).toEqual({ step: 'done', patch: {}, effects: [] });
  });
});

describe('whose certificates count', () => {
  test('those of the stage, else those of the brand', async () => {
    const own = world();
    await own.stage.begin();
    const brand = world({ config: { certificate_authorities: [] } });
    await brand.stage.begin();
    expect([own.asked, brand.asked]).toEqual([[['ca of the stage']], [['ca of the brand']]]);
  });

  test('without any, nobody is proven, and administrators learn why', async () => {
    const ports = { configuration: memoryReplica({}) };
    const { stage, events, asked } = world({ ports });
    expect(refusal(await stage.begin())).toContain('cannot be checked');
    expect(events.emitted).toMatchObject([{ action: 'configuration_error' }]);
    expect(asked).toEqual([]);
  });
});

test('who signs up keeps what the certificate says', async () => {
  const flow = { designation: 'enrollment' as const };
  const { patch } = passed(await world({ flow }, { common_names: ['ghost'] }).stage.begin());
  expect(patch).toEqual({ certificate: { ...certificate, common_names: ['ghost'] } });
});

test('only a stage that requires one says that it proves', () => {
  const traits = (mode: string) =>
    mutualTls.traits(mutualTls.config.parse({ mode, cert_attribute: 'subject', user_attribute: 'username' }));
  expect([traits('required'), traits('optional')]).toEqual([{ proves_by: 'other' }, {}]);
});
