import { describe, expect, test } from 'vitest';
import { pendingUser } from '../../core/flow/context.ts';
import { SOURCE_RESULT } from '../../core/source/suspended.ts';
import { fixedClock } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, passed, refusal, type Visit, visit } from '../../core/testing/stage.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import { sourceStage } from './stage.ts';

const CORP = '99999999-9999-4999-8999-999999999999';
const STAGE = '00000000-0000-4000-8000-00000000aaaa';
const ada = person({ username: 'ada' });
const eve = person({ username: 'eve', pk: 2 });
const bob = person({ username: 'bob', pk: 3, is_active: false });
const corp = { pk: CORP, slug: 'corp', name: 'Corp' };
const said = (user: number | null, more: object = {}) => ({
  [SOURCE_RESULT]: { stage: STAGE, source: corp, user, failure: null, ...more },
});

function world(given: Visit = {}, source: object = {}) {
  const clock = fixedClock(1_000);
  const stage = visit(sourceStage, {
    ...given,
    config: { source: CORP, ...given.config },
    ports: {
      clock,
      users: memoryUsers([{ facts: ada }, { facts: eve }, { facts: bob }]),
      configuration: memoryReplica({ sources: [{ ...corp, type: 'oauth', enabled: true, ...source }] }),
    },
  });
  return { stage, clock };
}

const left = { to: '/source/oauth/login/corp/?resume=run-1', final_redirect: false };

describe('leaving', () => {
  test('leads to the source, with the run to come back to', async () => {
    expect(asked(await world().stage.begin())).toEqual(left);
  });

  test.each([
    ['nothing', {}],
    ['the answer of another stage’s source', said(1, { stage: CORP })],
    ['what is no answer', { [SOURCE_RESULT]: { stage: STAGE, user: 1 } }],
    ['a mere user', { [SOURCE_RESULT]: 1 }],
  ])('A13: %s does not lead on', async (_, context) => {
    const { stage } = world({ context });
    expect(asked(await stage.begin())).toEqual(left);
    expect(asked(await stage.answer({}))).toEqual(left);
    expect((await stage.answer({ user: 1 })).step).toBe('refused');
  });

  test.each([
    ['is switched off', { enabled: false }],
    ['is gone', { pk: STAGE }],
  ])('nobody passes where the source %s', async (_, source) => {
    expect(refusal(await world({}, source).stage.begin())).toContain('switched off');
  });
});

describe('coming back', () => {
  const proof = { type: 'source', execution: 'execution-1', time: 1_000 };

  test('is who the source says, proven by it', async () => {
    const { patch } = passed(await world({ context: said(1) }).stage.begin());
    expect(patch).toEqual({
      [SOURCE_RESULT]: undefined,
      pending_user: pendingUser(ada),
      proofs: [proof],
      auth_method: 'source',
      auth_method_args: { source: corp },
      user_backend: 'authentik.core.auth.InbuiltBackend',
      source: corp,
      is_sso: true,
      is_restored: true,
    });
  });

  test('a proof from before counts on, and says how the person signed in', async () => {
    const before = { type: 'password', execution: 'execution-0', time: 1 };
    const context = { proofs: [before], auth_method: 'password', auth_method_args: {}, ...said(1) };
    const { patch } = passed(await world({ pending: ada, context }).stage.begin());
    expect(patch).toMatchObject({
      proofs: [before, proof],
      auth_method: 'password',
      auth_method_args: { source: corp },
    });
  });

  test.each([
    ['another than the flow began with', { pending: eve, context: said(1) }, 'another account'],
    [
      'one, where the flow began with nobody of ours',
      { context: { pending_user: { ...pendingUser(eve), pk: null }, ...said(1) } },
      'another account',
    ],
    ['one who is not active', { context: said(3) }, 'not active'],
    ['one who does not exist any more', { context: said(77) }, 'not active'],
    ['nobody', { context: said(null, { failure: 'missing_property' }) }, 'switched off'],
    [
      'nobody, for another reason than may be',
      {
        config: { resume_on_match_failures: ['missing_property'] },
        context: said(null, { failure: 'exists' }),
      },
      'switched off',
    ],
  ])('as %s is refused', async (_, given, sentence) => {
    expect(refusal(await world(given).stage.begin())).toContain(sentence);
  });

  test('as nobody goes on where the stage says so, and nobody is taken for proven', async () => {
    const config = { resume_on_match_failures: ['missing_property'] };
    const context = said(null, { failure: 'missing_property' });
    for (const pending of [undefined, ada]) {
      const { patch } = passed(
        await world({ config, context, ...(pending ? { pending } : {}) }).stage.begin(),
      );
      expect(patch).toEqual({
        [SOURCE_RESULT]: undefined,
        pending_user: undefined,
        source: corp,
        'postern/sources/matching_failure': 'missing_property',
        'goauthentik.io/core/sources/matching_failure': 'missing_property',
      });
    }
  });
});

test('only a stage that always proves says that it does', () => {
  const traits = (config: object) =>
    sourceStage.traits(sourceStage.config.parse({ source: CORP, ...config }));
  expect(traits({})).toEqual({ proves_by: 'other' });
  expect(traits({ resume_on_match_failures: ['missing_property'] })).toEqual({});
});

test.each(['minutes=31', 'seconds=0', 'soon'])('the time %s is refused on save', (resume_timeout) => {
  expect(sourceStage.config.safeParse({ source: CORP, resume_timeout }).success).toBe(false);
});
