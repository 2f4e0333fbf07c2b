import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAllowance } from '../../core/authenticator/allowance.ts';
import type { EgressResponse } from '../../core/ports.ts';
import { memoryDevices } from '../../core/testing/devices.ts';
import { answeredEgress, formOf } from '../../core/testing/egress.ts';
import {
  fixedClock,
  plainDigest,
  recordedEvents,
  scriptedSandbox,
  seededRandom,
} from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, complaints, passed, REQUEST, refusal, type Visit, visit } from '../../core/testing/stage.ts';
import { memoryTries } from '../../core/testing/tries.ts';
import { person } from '../../core/testing/users.ts';
import { isRight, numberOf, remembered } from './code.ts';
import { smsDevice } from './device.ts';
import { authenticatorSms } from './stage.ts';

const ada = person({ username: 'ada' });
const MAPPING = '77777777-7777-4777-8777-777777777777';
const STAGE = '00000000-0000-4000-8000-00000000aaaa';
const NUMBER = '+491701234567';
const twilio = { provider: 'twilio', from_number: '+15550100', account_sid: 'AC 1', auth: 'planted-secret' };
const generic = {
  provider: 'generic',
  from_number: 'Postern',
  account_sid: 'https://sms.test/send',
  auth: 'postern',
  auth_password: 'planted-secret',
};
const delivered: EgressResponse = { status: 201, headers: {}, body: '{}' };

function world(config: object = {}, given: Visit = {}, answer: EgressResponse = delivered) {
  const devices = memoryDevices();
  const egress = answeredEgress(() => answer);
  const events = recordedEvents();
  const clock = fixedClock();
  const settings = { ...generic, ...config };
  const configuration = memoryReplica({
    brands: [{ pk: 'b', domain: 'corp.test', default: true, branding_title: 'Corp' }],
    property_mappings: [{ pk: MAPPING, name: 'body', expression: 'body' }],
    stages: [{ pk: STAGE, name: 'text', type: 'authenticator_sms', ...settings }],
  });
  const sandbox = scriptedSandbox({ body: ({ extra }) => ({ text: extra?.token, to: extra?.device }) });
  const ports = {
    devices,
    egress,
    events,
    clock,
    configuration,
    sandbox,
    digest: plainDigest,
    random: seededRandom(),
    allowance: createAllowance({ tries: memoryTries(), digest: plainDigest, clock }),
  };
  const stage = visit(authenticatorSms, { pending: ada, ...given, config: settings, ports });
  const lastCode = () => /\d{6}/.exec(String(JSON.parse(egress.sent.at(-1)?.body ?? '{}').Body))?.[0] ?? '';
  return { stage, devices, egress, events, clock, ports, lastCode };
}

describe('setting up', () => {
  test('asks for a number, sends a code there, and keeps the number once the code was typed', async () => {
    const { stage, devices, lastCode } = world();
    expect(asked(await stage.begin())).toEqual({ phone_number_required: true });
    expect(asked(await stage.answer({ phone_number: '+49 (170) 123-4567' }))).toEqual({
      phone_number_required: false,
      phone_number: NUMBER,
    });
    expect(devices.all()).toEqual([]);
    // Drawing the page again neither forgets nor sends.
    expect(asked(await stage.begin())).toMatchObject({ phone_number: NUMBER });
    passed(await stage.answer({ code: ` ${lastCode().slice(0, 3)} ${lastCode().slice(3)} ` }));
    expect(devices.all()).toMatchObject([
      { user: 1, class: 'sms', name: 'Text messages', data: { stage: STAGE, phone_number: NUMBER } },
    ]);
  });

  test('takes the number that the flow asked for before', async () => {
    const { stage, egress } = world({}, { context: { prompt_data: { phone: '0049 170 1234567' } } });
    expect(asked(await stage.begin())).toMatchObject({ phone_number: NUMBER });
    await stage.begin();
    expect(egress.sent).toHaveLength(1);
  });

  test('with verify_only, keeps only a digest, which no second account can verify', async () => {
    const { stage, devices, lastCode, ports } = world({ verify_only: true });
    await stage.begin();
    await stage.answer({ phone_number: NUMBER });
    passed(await stage.answer({ code: lastCode() }));
    const [device] = devices.all();
    expect(device?.data).toMatchObject({
      phone_number: '',
      number_digest: plainDigest.sha256(`postern/sms/number/${NUMBER}`),
    });
    const input = { user: ada, request: REQUEST, settings: {}, memory: undefined, ports: ports as never };
    if (device) expect(await smsDevice.offer({ ...input, device })).toBeUndefined();
    const eve = visit(authenticatorSms, {
      pending: person({ username: 'eve', pk: 2 }),
      config: generic,
      ports,
    });
    await eve.begin();
    expect(complaints(await eve.answer({ phone_number: NUMBER }))).toEqual({
      phone_number: ['This number cannot be used. Enter another one.'],
    });
  });

  test('nobody without an account gets a message', async () => {
    const { stage, egress } = world({}, { pending: undefined as never, context: {} });
    expect(refusal(await stage.begin())).toContain('No Pending user');
    expect(egress.sent).toEqual([]);
  });

  test('five wrong codes end a code; the right one is too late then', async () => {
    const { stage, lastCode, clock } = world();
    await stage.begin();
    await stage.answer({ phone_number: NUMBER });
    const wrong = lastCode() === '000000' ? '111111' : '000000';
    for (let n = 0; n < 5; n++)
      expect(complaints(await stage.answer({ code: wrong }))).toEqual({ code: ['This code is wrong.'] });
    expect(complaints(await stage.answer({ code: lastCode() })).code?.[0]).toContain('not valid any more');
    clock.advance(31_000);
    asked(await stage.answer({ phone_number: NUMBER }));
    passed(await stage.answer({ code: lastCode() }));
  });

  test('a code is good for five minutes', async () => {
    for (const [wait, step] of [
      [299_000, 'done'],
      [300_000, 'retry'],
    ] as const) {
      const { stage, lastCode, clock } = world();
      await stage.begin();
      await stage.answer({ phone_number: NUMBER });
      clock.advance(wait);
      expect((await stage.answer({ code: lastCode() })).step).toBe(step);
    }
  });

  test('messages are paid for: one in half a minute, five in a visit', async () => {
    const { stage, egress, clock } = world();
    await stage.begin();
    await stage.answer({ phone_number: NUMBER });
    expect(complaints(await stage.answer({ phone_number: '+491700000000' })).phone_number?.[0]).toContain(
      'in 30 seconds',
    );
    for (let n = 0; n < 4; n++) {
      clock.advance(30_000);
      asked(await stage.answer({ phone_number: NUMBER }));
    }
    clock.advance(30_000);
    expect(refusal(await stage.answer({ phone_number: NUMBER }))).toContain('Too many codes');
    expect(egress.sent).toHaveLength(5);
  });

  test.each([
    [{}],
    [{ phone_number: NUMBER, code: '123456' }],
    [{ code: '' }],
    [{ code: 123456 }],
    [{ phone_number: NUMBER, user: 2 }],
  ])('A12: %j is no answer', async (body) => {
    const { stage, egress } = world();
    await stage.begin();
    expect((await stage.answer(body)).step).toBe('refused');
    expect(egress.sent).toEqual([]);
  });

  test('A69: the code, its digest and the secrets are in no step, device or event', async () => {
    const { stage, devices, events, lastCode } = world({}, {}, { status: 500, headers: {}, body: '' });
    await stage.begin();
    const step = await stage.answer({ phone_number: NUMBER });
    const shown = JSON.stringify([step.step === 'retry' && step.errors, devices.all(), events.emitted]);
    for (const secret of [lastCode(), 'planted-secret']) expect(shown).not.toContain(secret);
    expect(events.emitted).toMatchObject([{ action: 'configuration_error' }]);
  });
});

describe('the message', () => {
  const sent = async (config: object, given: Visit = {}) => {
    const { stage, egress } = world(config, given);
    await stage.begin();
    asked(await stage.answer({ phone_number: NUMBER }));
    return egress.sent[0];
  };

  test('goes to Twilio as Twilio wants it', async () => {
    const request = await sent(twilio);
    expect(request).toMatchObject({
      url: 'https://api.twilio.com/2010-04-01/Accounts/AC%201/Messages.json',
      headers: { authorization: `Basic ${Buffer.from('AC 1:planted-secret').toString('base64')}` },
      redirects: 0,
    });
    expect(formOf(request?.body)).toEqual({
      From: '+15550100',
      To: NUMBER,
      Body: expect.stringMatching(/^\d{6} is your code for Corp\. Do not give it to anybody\.$/),
    });
  });

  test.each([
    ['basic', `Basic ${Buffer.from('postern:planted-secret').toString('base64')}`],
    ['bearer', 'Bearer postern'],
  ])('goes to another service with %s', async (auth_type, authorization) => {
    const request = await sent({ auth_type });
    expect(request).toMatchObject({ url: 'https://sms.test/send', headers: { authorization } });
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ From: 'Postern', To: NUMBER });
  });

  test('is what the mapping makes of it', async () => {
    const request = await sent({ mapping: MAPPING });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      text: expect.stringMatching(/^\d{6}$/),
      to: { phone_number: NUMBER },
    });
  });

  test('speaks the language of its reader', async () => {
    const pending = person({ username: 'ada', attributes: { settings: { locale: 'de-AT' } } });
    expect(JSON.parse((await sent({}, { pending }))?.body ?? '').Body).toMatch(
      /^\d{6} ist Ihr Code für Corp\./,
    );
  });

  test.each<[string, object, EgressResponse]>([
    ['is not let out', {}, { refused: 'private' }],
    ['does not arrive', {}, { failed: 'in time' }],
    ['is refused by the provider', {}, { status: 401, headers: {}, body: '{"code":20003}' }],
    ['is redirected', {}, { status: 302, headers: { location: 'https://x.test' }, body: '' }],
    ['has a mapping that is gone', { mapping: STAGE }, delivered],
  ])('that %s: the person is told to look, administrators why', async (_, config, answer) => {
    const { stage, events } = world(config, {}, answer);
    await stage.begin();
    expect(complaints(await stage.answer({ phone_number: NUMBER })).phone_number?.[0]).toContain(
      'could not be sent',
    );
    expect(events.emitted).toMatchObject([{ action: 'configuration_error' }]);
    expect(asked(await stage.begin())).toEqual({ phone_number_required: true });
  });
});

describe('proving', () => {
  async function set(config: object = {}, answer: EgressResponse = delivered) {
    const found = world(config, {}, answer);
    const device = await found.devices.add({
      user: 1,
      class: 'sms',
      name: 'Mine',
      data: { stage: STAGE, phone_number: NUMBER, number_digest: 'd' },
    });
    const input = async (memory: unknown) => ({
      device: (await found.devices.find(device.pk)) ?? device,
      user: ada,
      request: REQUEST,
      settings: {},
      memory,
      ports: found.ports as never,
    });
    return { ...found, input, choose: async (memory?: unknown) => smsDevice.chosen?.(await input(memory)) };
  }

  test('a chosen telephone gets a code, and the code proves', async () => {
    const { input, choose, lastCode } = await set();
    expect(await smsDevice.offer(await input(undefined))).toEqual({
      challenge: { phone_number: '+49••••67' },
    });
    const chosen = await choose();
    const memory = chosen && 'memory' in chosen ? chosen.memory : undefined;
    expect(JSON.stringify(memory)).not.toContain(`"${lastCode()}"`);
    expect(await smsDevice.verify({ ...(await input(memory)), answer: lastCode() })).toEqual({
      proven: true,
    });
    for (const answer of ['000000', '', undefined, { $ne: '' }, Number(lastCode())])
      expect((await smsDevice.verify({ ...(await input(memory)), answer })).proven).toBe(false);
    expect((await smsDevice.verify({ ...(await input(undefined)), answer: lastCode() })).proven).toBe(false);
  });

  test('choosing it again, in this run or another, sends no second message within half a minute', async () => {
    const { choose, egress, clock } = await set();
    const first = await choose();
    const memory = first && 'memory' in first ? first.memory : undefined;
    expect(await choose(memory)).toEqual({ memory });
    expect(await choose()).toEqual({ message: expect.stringContaining('in 30 seconds') });
    expect(egress.sent).toHaveLength(1);
    clock.advance(30_000);
    expect(await choose(memory)).not.toEqual({ memory });
    expect(egress.sent).toHaveLength(2);
  });

  test('a message that did not go proves nothing', async () => {
    const { choose } = await set({}, { failed: 'no' });
    expect(await choose()).toEqual({ message: expect.stringContaining('could not be sent') });
  });
});

test.each([
  ['+49 170 1234567', NUMBER],
  ['0049-170-1234567', NUMBER],
  ['0170 1234567', undefined],
  ['+49 170 CALL', undefined],
  ['+0 170 1234567', undefined],
  ['', undefined],
  [`+49${'1'.repeat(20)}`, undefined],
])('the number %s is %s', (typed, number) => expect(numberOf(typed)).toBe(number));

test('A49: of many runs that ask for a message at once, one gets it', async () => {
  const { ports, egress } = world();
  const runs = Array.from({ length: 20 }, () =>
    visit(authenticatorSms, { pending: ada, config: { ...generic }, ports }),
  );
  for (const run of runs) await run.begin();
  const steps = await Promise.all(runs.map((run) => run.answer({ phone_number: NUMBER })));
  expect(steps.filter(({ step }) => step === 'ask')).toHaveLength(1);
  expect(egress.sent).toHaveLength(1);
});

test('somebody else’s number is not flooded by beginning again', async () => {
  const { ports, egress, clock } = world();
  for (let run = 0; run < 12; run++) {
    const stage = visit(authenticatorSms, { pending: ada, config: { ...generic }, ports });
    await stage.begin();
    await stage.answer({ phone_number: NUMBER });
    clock.advance(60_000);
  }
  expect(egress.sent).toHaveLength(5);
});

test('a code is right only as it was sent', () => {
  const how = { digest: plainDigest, now: 0 };
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const right = isRight(typed, remembered('123456', how), how);
      expect(right).toBe(typed.replace(/[\s-]/g, '') === '123456');
    }),
  );
});

test.each([
  [{ ...generic, account_sid: 'AC123' }, true],
  [{ ...generic, account_sid: 'https://user:password@sms.test/' }, true],
  [generic, false],
  [twilio, false],
])('%j is refused on save: %s', (config, refused) => {
  const read = authenticatorSms.config.parse(config);
  expect(Object.keys(authenticatorSms.check(read)).length > 0).toBe(refused);
});
