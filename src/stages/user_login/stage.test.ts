import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asked, passed, refusal, visit } from '../../core/testing/stage.ts';
import { person } from '../../core/testing/users.ts';
import { userLogin } from './stage.ts';

const ada = person({ username: 'ada' });

const login = {
  effect: 'login',
  duration: 0,
  terminate_other_sessions: false,
  network_binding: 'no_binding',
  geoip_binding: 'no_binding',
  remember_device: 0,
};
const notice = { effect: 'notice', level: 'success', text: 'You are signed in.' };

test.each([
  { name: 'row 36: until the browser is closed', config: {}, want: login },
  { name: 'hours', config: { session_duration: 'hours=1;minutes=2' }, want: { ...login, duration: 3720 } },
  { name: 'rounded up', config: { session_duration: 'milliseconds=1' }, want: { ...login, duration: 1 } },
  { name: 'fractions', config: { session_duration: 'days=0.5' }, want: { ...login, duration: 43_200 } },
  {
    name: 'row 37: other sessions end',
    config: { terminate_other_sessions: true },
    want: { ...login, terminate_other_sessions: true },
  },
  {
    name: 'row 38: bound to network and place',
    config: { network_binding: 'bind_asn', geoip_binding: 'bind_continent_country' },
    want: { ...login, network_binding: 'bind_asn', geoip_binding: 'bind_continent_country' },
  },
  {
    name: 'the device is remembered',
    config: { remember_device: 'days=30' },
    want: { ...login, remember_device: 2_592_000 },
  },
])('$name', async ({ config, want }) => {
  const { effects, patch } = passed(await visit(userLogin, { config, pending: ada }).begin());
  expect(effects).toEqual([want, notice]);
  expect(patch).toEqual({});
});

test.each([
  { remember_me: true, want: 30 * 86_400 + 3600 },
  { remember_me: false, want: 3600 },
])('row 35: asked whether to stay signed in, $remember_me', async ({ remember_me, want }) => {
  const config = { session_duration: 'hours=1', remember_me_offset: 'days=30' };
  const stage = visit(userLogin, { config, pending: ada });
  expect(asked(await stage.begin())).toEqual({});
  expect(passed(await stage.answer({ remember_me })).effects[0]).toMatchObject({ duration: want });
});

test('a login through a source has no second notice', async () => {
  const source = { pk: 's', slug: 's', name: 'S' };
  const { effects } = passed(await visit(userLogin, { pending: ada, context: { source } }).begin());
  expect(effects).toEqual([login]);
});

test('row 34: nobody to sign in', async () => {
  expect(refusal(await visit(userLogin).begin())).toBe('No Pending user to login.');
});

test('a pretended user is nobody', async () => {
  const pending_user = { pk: null, uuid: null, username: 'x', name: 'x', email: 'x', is_active: true };
  expect(refusal(await visit(userLogin, { context: { pending_user } }).begin())).toBe(
    'No Pending user to login.',
  );
});

test('an inactive account is refused, at the question and at the answer', async () => {
  const pending = person({ username: 'bob', is_active: false });
  const stage = visit(userLogin, { config: { remember_me_offset: 'days=1' }, pending });
  expect(refusal(await stage.begin())).toBe('This account is not active.');
  expect(refusal(await stage.answer({ remember_me: true }))).toBe('This account is not active.');
});

test('A12: an empty answer and extra fields do not sign in; the right answer does', async () => {
  const stage = visit(userLogin, { config: { remember_me_offset: 'days=1' }, pending: ada });
  asked(await stage.begin());
  expect((await stage.answer({})).step).toBe('refused');
  expect((await stage.answer({ remember_me: true, duration: 9e9 })).step).toBe('refused');
  expect((await stage.answer({ remember_me: 'yes' })).step).toBe('refused');
  expect((await stage.answer({ remember_me: true })).step).toBe('done');
});

test.each(['', 'hours', 'hours=x', 'hours=-1', 'fortnights=1', 'hours=1;;'])(
  'refused on save: "%s"',
  (text) => {
    expect(userLogin.config.safeParse({ session_duration: text }).success).toBe(false);
  },
);

test('a session that is to end is never stored as one that lasts until the browser is closed', () => {
  return fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10_000_000 }), async (amount) => {
      const config = { session_duration: `microseconds=${amount}` };
      const { effects } = passed(await visit(userLogin, { config, pending: ada }).begin());
      expect((effects[0] as { duration: number }).duration).toBeGreaterThan(0);
    }),
  );
});
