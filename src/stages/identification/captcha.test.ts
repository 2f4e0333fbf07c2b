import { describe, expect, test } from 'vitest';
import { answeredEgress, formOf } from '../../core/testing/egress.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, complaints, passed } from '../../core/testing/stage.ts';
import { PASSWORD, world } from './testing.ts';

const CAPTCHA = '66666666-6666-4666-8666-666666666666';
const stages = [
  {
    pk: CAPTCHA,
    type: 'captcha',
    name: 'a person, please',
    public_key: 'site',
    private_key: 'planted-secret',
    js_url: 'https://captcha.test/api.js',
    interactive: true,
  },
  { pk: PASSWORD, type: 'password', name: 'password', backends: ['authentik.core.auth.InbuiltBackend'] },
];

function scene(said: Parameters<typeof answeredEgress>[0], config: object = {}, rows = stages) {
  const egress = answeredEgress(said);
  const configuration = memoryReplica({ stages: rows });
  return {
    ...world({ config: { captcha_stage: CAPTCHA, ...config }, ports: { egress, configuration } }),
    egress,
  };
}

const right = () => ({ success: true });
const wrong = () => ({ success: false });
const solved = { uid_field: 'ada', captcha_token: 'solved' };

test('the widget is on the login page, without the private key', async () => {
  const challenge = asked(await scene(right).stage.begin());
  expect(challenge.captcha_stage).toEqual({
    component: 'ak-stage-captcha',
    pending_user: '',
    pending_user_avatar: '',
    site_key: 'site',
    js_url: 'https://captcha.test/api.js',
    interactive: true,
  });
});

test('whoever solves it goes on, and policies learn what the provider said', async () => {
  const { stage, egress } = scene(() => ({ success: true, score: 0.8 }));
  await stage.begin();
  expect(passed(await stage.answer(solved)).patch).toMatchObject({
    pending_user: { username: 'ada' },
    captcha: { response: { success: true, score: 0.8 }, stage: { pk: CAPTCHA, name: 'a person, please' } },
  });
  expect(formOf(egress.sent[0]?.body)).toMatchObject({ secret: 'planted-secret', response: 'solved' });
});

describe('whoever does not solve it stays, whoever they say they are', () => {
  test.each([
    ['an account', 'ada', wrong, 'Failed to authenticate.'],
    ['nobody', 'ghost', wrong, 'Failed to authenticate.'],
    [
      'an account, too late',
      'ada',
      () => ({ success: false, 'error-codes': ['timeout-or-duplicate'] }),
      'Invalid captcha response. Retrying may solve this issue.',
    ],
    ['an account, with nobody to ask', 'ada', () => ({ failed: 'no' }), 'Failed to validate token.'],
  ])('%s', async (_, uid_field, said, sentence) => {
    for (const config of [{}, { password_stage: PASSWORD }, { pretend_user_exists: false }]) {
      const { stage, hashing, events } = scene(said, config);
      await stage.begin();
      const step = await stage.answer({ uid_field, captcha_token: 't', password: 'correct horse' });
      expect(complaints(step)).toEqual({ non_field_errors: [sentence] });
      // No password was tried, so none was wrong.
      expect(hashing.verified).toEqual([]);
      expect(events.emitted.filter(({ action }) => action === 'login_failed')).toEqual([]);
    }
  });

  test.each([{}, { captcha_token: '' }, { captcha_token: null }])('without an answer: %j', async (answer) => {
    const { stage, egress } = scene(right);
    await stage.begin();
    expect(complaints(await stage.answer({ uid_field: 'ada', ...answer }))).toEqual({
      non_field_errors: ['Solve the captcha first.'],
    });
    expect(egress.sent).toEqual([]);
  });
});

test('the password is still asked for behind it', async () => {
  const { stage } = scene(right, { password_stage: PASSWORD });
  await stage.begin();
  expect((await stage.answer({ ...solved, password: 'wrong' })).step).toBe('retry');
  expect(passed(await stage.answer({ ...solved, password: 'correct horse' })).patch.captcha).toBeDefined();
});

test('a captcha stage that is gone, or is something else, lets nobody through', async () => {
  for (const rows of [[], [{ ...stages[0], type: 'deny' }]] as never[]) {
    const { stage } = scene(right, {}, rows);
    await expect(stage.begin()).rejects.toThrow();
    await expect(stage.answer(solved)).rejects.toThrow();
  }
});
