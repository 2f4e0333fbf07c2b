import { describe, expect, test } from 'vitest';
import { memoryDevices } from '../../core/testing/devices.ts';
import { fixedClock, plainDigest, seededRandom } from '../../core/testing/ports.ts';
import { recordedPosting } from '../../core/testing/posting.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, complaints, passed, REQUEST, refusal, visit } from '../../core/testing/stage.ts';
import { person } from '../../core/testing/users.ts';
import { emailDevice } from './device.ts';
import { authenticatorEmail } from './stage.ts';

const STAGE = '00000000-0000-4000-8000-00000000aaaa';
const ada = person({ username: 'ada', email: 'ada@corp.test' });
const bare = person({ username: 'bare', email: '' });

function world(pending = ada, config: object = {}, unwritten = false) {
  const devices = memoryDevices();
  const clock = fixedClock();
  const posting = recordedPosting({ clock, unwritten });
  const configuration = memoryReplica({
    stages: [{ pk: STAGE, name: 'codes', type: 'authenticator_email', token_expiry: 'minutes=10' }],
  });
  const ports = { devices, clock, posting, configuration, digest: plainDigest, random: seededRandom() };
  const stage = visit(authenticatorEmail, {
    pending,
    config: { token_expiry: 'minutes=10', ...config },
    ports,
  });
  const code = () => posting.letters.at(-1)?.code ?? '';
  return { stage, devices, clock, posting, ports, code };
}

describe('setting up', () => {
  test('the code goes to the address of the account, which it proves', async () => {
    const { stage, devices, posting, code } = world();
    expect(asked(await stage.begin())).toEqual({ email_required: false, email: 'a••••@corp.test' });
    await stage.begin();
    expect(posting.sent()).toMatchObject([
      { to: ['ada@corp.test'], template: 'email/email_otp.html', lifetime: 600, stage: STAGE },
    ]);
    expect(code()).toMatch(/^\d{6}$/);
    expect(complaints(await stage.answer({ code: '000000x' })).code).toEqual(['This code is wrong.']);
    passed(await stage.answer({ code: ` ${code().slice(0, 3)} ${code().slice(3)}` }));
    expect(devices.all()).toMatchObject([
      { class: 'email', user: 1, data: { email: 'ada@corp.test', stage: STAGE } },
    ]);
  });

  test('an address that somebody types counts only where the account has none', async () => {
    const { stage, posting, clock } = world();
    await stage.begin();
    clock.advance(30_000);
    await stage.answer({ email: 'eve@evil.test' });
    expect(posting.sent().map(({ to }) => to)).toEqual([['ada@corp.test'], ['ada@corp.test']]);

    const other = world(bare);
    expect(asked(await other.stage.begin())).toEqual({ email_required: true });
    expect(complaints(await other.stage.answer({ email: 'nonsense' })).email).toEqual([
      'Enter your e-mail address.',
    ]);
    expect(asked(await other.stage.answer({ email: ' bare@corp.test ' }))).toMatchObject({
      email: 'b••••@corp.test',
    });
    other.clock.advance(30_000);
    // The page asks for another code by what it was shown.
    asked(await other.stage.answer({ email: 'b••••@corp.test' }));
    passed(await other.stage.answer({ code: other.code() }));
    expect(other.devices.all()).toMatchObject([{ data: { email: 'bare@corp.test' } }]);
  });

  test.each([
    ['too late', 600_000, 0],
    ['after five wrong ones', 0, 5],
  ])('the right code %s is none', async (_, later, wrong) => {
    const { stage, devices, clock, code } = world();
    await stage.begin();
    for (let tries = 0; tries < wrong; tries++) await stage.answer({ code: 'wrong' });
    clock.advance(later);
    expect(complaints(await stage.answer({ code: code() })).code).toEqual([
      'This code is not valid any more. Have a new one sent.',
    ]);
    expect(devices.all()).toEqual([]);
  });

  test('codes go out every half minute, and ten an hour', async () => {
    const { stage, posting, clock } = world();
    await stage.begin();
    expect(complaints(await stage.answer({ email: 'x@y.test' })).code).toEqual([
      'A code was sent a moment ago. Another one can be sent in 30 seconds.',
    ]);
    for (let count = 0; count < 20; count++) {
      clock.advance(30_000);
      await stage.answer({ email: 'x@y.test' });
    }
    expect(posting.letters).toHaveLength(10);
  });

  test('nobody without an account, and nobody who has it already', async () => {
    const { stage, devices } = world();
    await devices.add({
      user: 1,
      class: 'email',
      name: 'Mine',
      data: { email: 'ada@corp.test', stage: STAGE },
    });
    expect(refusal(await stage.begin())).toBe('This mailbox gets codes already.');
  });

  test('a mail that cannot be written is said', async () => {
    const { stage } = world(bare, {}, true);
    await stage.begin();
    expect(complaints(await stage.answer({ email: 'bare@corp.test' })).email).toEqual([
      'The code could not be sent. Tell whoever runs this server.',
    ]);
  });
});

describe('proving', () => {
  const input = ({ ports }: ReturnType<typeof world>, memory: unknown, data: object = {}) => ({
    device: {
      pk: 7,
      user: 1,
      class: 'email' as const,
      name: 'Mine',
      created: 0,
      last_used: null,
      data: { email: 'ada@corp.test', stage: STAGE, ...data },
    },
    user: ada,
    request: REQUEST,
    settings: {},
    memory,
    ports: ports as never,
  });

  test('the code is sent when the mailbox is chosen, once, and proves until it is too old', async () => {
    const made = world();
    expect(await emailDevice.offer(input(made, undefined))).toEqual({
      challenge: { email: 'a••••@corp.test' },
    });
    const chosen = await emailDevice.chosen?.(input(made, undefined));
    const memory = chosen && 'memory' in chosen ? chosen.memory : undefined;
    expect(JSON.stringify(memory)).not.toContain(`"${made.code()}"`);
    expect(await emailDevice.chosen?.(input(made, memory))).toEqual({ memory });
    expect(await emailDevice.chosen?.(input(made, undefined))).toMatchObject({
      message: expect.stringContaining('30 seconds'),
    });
    expect(made.posting.letters).toHaveLength(1);
    const verify = (answer: unknown) => emailDevice.verify({ ...input(made, memory), answer });
    expect(await verify(made.code())).toEqual({ proven: true });
    for (const wrong of ['', 'x', 7, { $ne: '' }, null])
      expect(await verify(wrong)).toMatchObject({ proven: false });
    expect(await emailDevice.verify({ ...input(made, undefined), answer: made.code() })).toMatchObject({
      proven: false,
    });
    made.clock.advance(600_000);
    expect(await verify(made.code())).toMatchObject({ proven: false });
  });

  test('a mailbox whose stage is gone is not offered', async () => {
    const made = world();
    const stage = '00000000-0000-4000-8000-00000000ffff';
    expect(await emailDevice.offer(input(made, undefined, { stage }))).toBeUndefined();
  });
});
