import { describe, expect, test } from 'vitest';
import { memoryDevices } from '../../core/testing/devices.ts';
import { plainDigest, seededRandom } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, passed, REQUEST, refusal, visit } from '../../core/testing/stage.ts';
import { person } from '../../core/testing/users.ts';
import { staticDevice } from './device.ts';
import { authenticatorStatic } from './stage.ts';

const ada = person({ username: 'ada' });

const scene = (config = {}, devices = memoryDevices()) => ({
  devices,
  stage: visit(authenticatorStatic, {
    config,
    pending: ada,
    ports: { devices, digest: plainDigest, random: seededRandom() },
  }),
});

describe('setting up', () => {
  test('shows the codes until they are said to be kept, and stores only digests', async () => {
    const { stage, devices } = scene({ token_count: 3, token_length: 8 });
    const { codes } = asked(await stage.begin());
    expect(codes).toHaveLength(3);
    for (const code of codes as string[]) expect(code).toMatch(/^[a-z2-9]{8}$/);
    expect(asked(await stage.begin())).toEqual({ codes });
    expect(devices.all()).toEqual([]);
    passed(await stage.answer({}));
    expect(devices.all()).toMatchObject([
      {
        user: 1,
        class: 'static',
        name: 'Recovery codes',
        data: { tokens: (codes as string[]).map((code) => `sha256:${code}`) },
      },
    ]);
  });

  test('whoever has codes already is led past', async () => {
    const { stage, devices } = scene();
    await devices.add({ user: 1, class: 'static', name: 'Mine', data: { tokens: ['sha256:x'] } });
    expect((await stage.begin()).step).toBe('skip');
  });

  test('a set that is used up is filled again, under its own name', async () => {
    const { stage, devices } = scene();
    await devices.add({ user: 1, class: 'static', name: 'Mine', data: { tokens: [] } });
    const { codes } = asked(await stage.begin());
    passed(await stage.answer({}));
    const tokens = (codes as string[]).map((code) => `sha256:${code}`);
    expect(devices.all()).toMatchObject([{ name: 'Mine', data: { tokens } }]);
  });

  test('of two pages that were opened at once, one gives codes', async () => {
    const { stage, devices } = scene();
    await stage.begin();
    await devices.add({ user: 1, class: 'static', name: 'Mine', data: { tokens: ['sha256:x'] } });
    expect(refusal(await stage.answer({}))).toContain('codes already');
    expect(devices.all()).toHaveLength(1);
  });

  test('nobody without an account gets codes', async () => {
    const ports = { devices: memoryDevices(), digest: plainDigest, random: seededRandom() };
    expect(refusal(await visit(authenticatorStatic, { ports }).begin())).toContain('No Pending user');
  });
});

describe('proving', () => {
  const device = (tokens: readonly string[]) => ({
    pk: 7,
    user: 1,
    class: 'static' as const,
    name: 'Mine',
    created: 0,
    last_used: null,
    data: { tokens },
  });
  const input = (tokens: readonly string[]) => ({
    device: device(tokens),
    user: ada,
    request: REQUEST,
    settings: {},
    memory: undefined,
    ports: { digest: plainDigest } as never,
  });

  test.each([
    ['as it was shown', 'abcdefgh', true],
    ['as people write it', ' ABCD-efgh ', true],
    ['another one', 'abcdefgi', false],
    ['a digest', 'sha256:abcdefgh', false],
    ['nothing', '', false],
    ['no text', { $ne: '' }, false],
  ])('%s', async (_, answer, proven) => {
    const verdict = await staticDevice.verify({ ...input(['sha256:abcdefgh', 'sha256:other']), answer });
    expect(verdict.proven).toBe(proven);
    if (verdict.proven)
      expect(verdict.claim).toEqual({ claim: 'spend', field: 'tokens', value: 'sha256:abcdefgh' });
  });

  test('a set without codes is not offered', async () => {
    expect(await staticDevice.offer(input([]))).toBeUndefined();
    expect(await staticDevice.offer(input(['sha256:x']))).toEqual({ challenge: {} });
  });

  test('the API never shows a code or its digest', () => {
    expect(
      JSON.stringify(staticDevice.shown?.of({ tokens: ['sha256:abcdefgh'] }, memoryReplica())),
    ).not.toContain('abcdefgh');
    expect(staticDevice.hidden).toContain('tokens');
  });
});
