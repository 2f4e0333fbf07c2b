import { describe, expect, test } from 'vitest';
import { answeredEgress, formOf } from '../../core/testing/egress.ts';
import { recordedEvents } from '../../core/testing/ports.ts';
import { asked, complaints, passed, type Visit, visit } from '../../core/testing/stage.ts';
import { captcha } from './stage.ts';

const keys = { public_key: 'site', private_key: 'planted-secret' };

function world(said: Parameters<typeof answeredEgress>[0], given: Visit = {}) {
  const egress = answeredEgress(said);
  const events = recordedEvents();
  const stage = visit(captcha, {
    ...given,
    config: { ...keys, ...given.config },
    ports: { egress, events },
  });
  return { stage, egress, events };
}

test('shows the widget, and never the private key', async () => {
  const { stage } = world(() => ({}), { config: { interactive: true, js_url: 'https://captcha.test/a.js' } });
  expect(asked(await stage.begin())).toEqual({
    site_key: 'site',
    js_url: 'https://captcha.test/a.js',
    interactive: true,
  });
});

describe('what the provider is asked', () => {
  test.each([
    ['application/x-www-form-urlencoded' as const, formOf],
    ['application/json' as const, (body = '') => JSON.parse(body) as object],
  ])('as %s', async (request_content_type, read) => {
    const config = { request_content_type, api_url: 'https://captcha.test/verify' };
    const { stage, egress } = world(() => ({ success: true }), { config });
    await stage.begin();
    passed(await stage.answer({ token: 'a token & more' }));
    const [sent] = egress.sent;
    expect(sent).toMatchObject({
      url: 'https://captcha.test/verify',
      method: 'POST',
      headers: { 'content-type': request_content_type },
      redirects: 0,
    });
    expect(read(sent?.body)).toEqual({
      secret: 'planted-secret',
      response: 'a token & more',
      remoteip: '192.0.2.7',
    });
  });

  test.each(['postern', 'goauthentik.io'])('with the keys that a policy chose (%s)', async (prefix) => {
    const context = {
      [`${prefix}/stages/captcha/site_key`]: 'other-site',
      [`${prefix}/stages/captcha/private_key`]: 'other-secret',
    };
    const { stage, egress } = world(() => ({ success: true }), { context });
    expect(asked(await stage.begin())).toMatchObject({ site_key: 'other-site' });
    await stage.answer({ token: 't' });
    expect(formOf(egress.sent[0]?.body)).toMatchObject({ secret: 'other-secret' });
  });
});

const failed = 'Invalid captcha response.';
const again = 'Invalid captcha response. Retrying may solve this issue.';
const unknown = 'Failed to validate token.';

describe('what the provider says', () => {
  test.each([
    ['right', { success: true }, {}, undefined],
    ['right, with a score between the bounds', { success: true, score: 0.7 }, {}, undefined],
    ['row 66: a score of 0.1', { success: true, score: 0.1 }, {}, failed],
    ['a score above', { success: true, score: 0.9 }, { score_max_threshold: 0.8 }, failed],
    [
      'a score below a bound that is off',
      { success: true, score: 0 },
      { score_min_threshold: -1 },
      undefined,
    ],
    [
      'a score above a bound that is off',
      { success: true, score: 9 },
      { score_max_threshold: -1 },
      undefined,
    ],
    ['wrong', { success: false }, {}, failed],
    ['wrong, with a score that would do', { success: false, score: 0.9 }, {}, failed],
    ['nothing', {}, {}, failed],
    ['something else than true', { success: 'true' }, {}, unknown],
    ['used before', { success: false, 'error-codes': ['timeout-or-duplicate'] }, {}, again],
    ['used before and more', { success: false, 'error-codes': ['timeout-or-duplicate', 'bot'] }, {}, failed],
    ['a wrong key', { success: false, 'error-codes': ['invalid-input-secret'] }, {}, unknown],
    [
      'row 66: a score of 0.1, told to policies',
      { success: true, score: 0.1 },
      { error_on_invalid_score: false },
      undefined,
    ],
    ['wrong, told to policies', { success: false }, { error_on_invalid_score: false }, undefined],
    [
      'a wrong key, told to policies',
      { success: false, 'error-codes': ['invalid-input-secret'] },
      { error_on_invalid_score: false },
      unknown,
    ],
  ])('%s', async (_, said, config, error) => {
    const { stage, events } = world(() => said, { config });
    await stage.begin();
    const step = await stage.answer({ token: 't' });
    if (error === undefined) {
      expect(passed(step).patch).toEqual({
        captcha: {
          response: said,
          stage: { pk: expect.any(String), name: 'test-captcha' },
        },
      });
    } else expect(complaints(step)).toEqual({ token: [error] });
    expect(events.emitted.map(({ action }) => action)).toEqual(
      error === unknown ? ['configuration_error'] : [],
    );
  });

  test.each([
    ['is not let out', { refused: 'That address is private.' }],
    ['does not answer', { failed: 'The address did not answer in time.' }],
    ['has a fault', { status: 500, headers: {}, body: '{"success":true}' }],
    ['leads elsewhere', { status: 302, headers: { location: 'https://x.test' }, body: '{"success":true}' }],
    ['answers with a page', { status: 200, headers: {}, body: '<html>' }],
  ])('nobody passes where it %s; administrators learn why', async (_, answer) => {
    const { stage, events } = world(() => answer, { config: { error_on_invalid_score: false } });
    await stage.begin();
    expect(complaints(await stage.answer({ token: 't' }))).toEqual({ token: [unknown] });
    expect(events.emitted).toMatchObject([{ action: 'configuration_error' }]);
  });
});

test('A12: no answer, no question to the provider', async () => {
  const { stage, egress } = world(() => ({ success: true }));
  await stage.begin();
  for (const body of [
    {},
    { token: '' },
    { token: 7 },
    { token: 't', success: true },
    { token: 'x'.repeat(20_000) },
  ])
    expect((await stage.answer(body)).step).toBe('refused');
  expect(egress.sent).toEqual([]);
  passed(await stage.answer({ token: 't' }));
});

test('A69: the private key and the token are in no step and no event', async () => {
  const { stage, events } = world(() => ({ failed: 'no way' }));
  const steps = [await stage.begin(), await stage.answer({ token: 'planted-secret-token' })];
  expect(JSON.stringify([steps, events.emitted])).not.toContain('planted-secret');
});
