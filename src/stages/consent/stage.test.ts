import { describe, expect, test } from 'vitest';
import type { FlowContext } from '../../core/flow/context.ts';
import { fixedClock, plainDigest, seededRandom } from '../../core/testing/ports.ts';
import { asked, complaints, type Visit, visit } from '../../core/testing/stage.ts';
import { memoryConsents, person } from '../../core/testing/users.ts';
import { consent } from './stage.ts';

const ada = person({ username: 'ada', pk: 1 });
const eve = person({ username: 'eve', pk: 3 });
const application = { pk: 'app-1', slug: 'mail', name: 'Mail' };
const openid = { id: 'openid', name: 'Sign in' };
const email = { id: 'email', name: 'See your e-mail address' };
const groups = { id: 'groups', name: 'See your groups' };
const WEEK = 7 * 86_400_000;

function world() {
  const clock = fixedClock(0);
  const consents = memoryConsents(clock.now);
  const random = seededRandom();
  const open = (given: Visit = {}) =>
    visit(consent, {
      user: ada,
      ...given,
      config: { mode: 'expiring', ...given.config },
      context: { application, consent_permissions: [openid, email], ...given.context },
      ports: { clock, consents, random, digest: plainDigest },
    });
  /** Reads the page and agrees. */
  const agree = async (given: Visit = {}) => {
    const stage = open(given);
    const { token } = asked(await stage.begin());
    return await stage.answer({ token });
  };
  return { open, agree, clock, consents };
}

describe('the page', () => {
  test('lists what is asked for', async () => {
    const challenge = asked(await world().open().begin());
    expect(challenge).toEqual({
      header_text: 'You are about to sign in to Mail.',
      permissions: [openid, email],
      additional_permissions: [],
      token: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    consent.asks.parse(challenge);
  });

  test.each([
    { context: { consent_header: 'Mail wants in' }, want: 'Mail wants in' },
    { context: { consent_title: 'Mail' }, want: 'Mail' },
    { context: { consent_header: 7 }, want: 'You are about to sign in to Mail.' },
    { context: { application: undefined } as unknown as FlowContext, want: undefined },
  ])('has the heading $want', async ({ context, want }) => {
    expect(asked(await world().open({ context }).begin()).header_text).toBe(want);
  });

  test('names each permission once', async () => {
    const context = { consent_additional_permissions: [email, groups] };
    expect(asked(await world().open({ context }).begin()).permissions).toEqual([openid, email, groups]);
  });

  test('a list that is none is an error, not a consent to nothing', async () => {
    const stage = world().open({ context: { consent_permissions: 'openid' } });
    await expect(stage.begin()).rejects.toThrow();
  });
});

describe('what is remembered', () => {
  test('row 62: the second visit is not asked', async () => {
    const { open, agree } = world();
    expect((await agree()).step).toBe('done');
    expect((await open().begin()).step).toBe('done');
  });

  test('row 63: something new is asked for, and listed apart', async () => {
    const { open, agree, consents } = world();
    await agree();
    const more = { context: { consent_permissions: [openid, groups] } };
    expect(asked(await open(more).begin())).toMatchObject({
      permissions: [openid],
      additional_permissions: [groups],
    });
    await agree(more);
    expect(consents.saved.at(-1)?.permissions).toEqual(['openid', 'email', 'groups']);
    expect((await open(more).begin()).step).toBe('done');
    expect((await open().begin()).step).toBe('done');
  });

  test('less than before is not asked for again', async () => {
    const { open, agree } = world();
    await agree();
    expect((await open({ context: { consent_permissions: [openid] } }).begin()).step).toBe('done');
  });

  test('after its time it is asked for again', async () => {
    const { open, agree, clock, consents } = world();
    await agree();
    expect(consents.saved[0]?.expires).toBe(4 * WEEK);
    clock.advance(4 * WEEK - 1);
    expect((await open().begin()).step).toBe('done');
    clock.advance(1);
    expect((await open().begin()).step).toBe('ask');
  });

  test('permanently, it has no end', async () => {
    const { agree, consents } = world();
    await agree({ config: { mode: 'permanent' } });
    expect(consents.saved).toEqual([
      { user: 1, application: 'app-1', permissions: ['openid', 'email'], expires: null },
    ]);
  });

  test('it belongs to one person and one application', async () => {
    const { open, agree } = world();
    await agree();
    expect((await open({ user: eve }).begin()).step).toBe('ask');
    const other = { context: { application: { ...application, pk: 'app-2' } } };
    expect((await open(other).begin()).step).toBe('ask');
  });

  test('it is the pending user’s, not that of whoever is signed in', async () => {
    const { agree, consents } = world();
    await agree({ user: ada, pending: eve });
    expect(consents.saved.map(({ user }) => user)).toEqual([3]);
  });

  test.each([
    { name: 'row 64: each time', given: { config: { mode: 'always_require' } } },
    {
      name: 'without an application',
      given: { context: { application: undefined } as unknown as FlowContext },
    },
    { name: 'of a stranger', given: { user: { ...ada, pk: null } } },
    {
      name: 'of somebody who is nobody',
      given: { context: { pending_user: { ...ada, pk: null } } },
    },
  ])('$name: asked each time, nothing remembered', async ({ given }) => {
    const { agree, consents } = world();
    expect((await agree(given)).step).toBe('done');
    expect((await agree(given)).step).toBe('done');
    expect(consents.saved).toEqual([]);
  });
});

describe('A12, A13: only agreement to what was shown passes', () => {
  test('row 65: a wrong token shows the page again', async () => {
    const { open, consents } = world();
    const stage = open();
    const first = asked(await stage.begin());
    expect(complaints(await stage.answer({ token: 'x' }))).toEqual({
      token: ['This page is out of date. Read it again before you agree.'],
    });
    expect(consents.saved).toEqual([]);
    expect((await stage.answer({ token: first.token })).step).toBe('done');
  });

  test('an answer before the page was shown is none', async () => {
    const step = await world().open().answer({ token: 'x' });
    expect(step).toMatchObject({ step: 'retry', challenge: { permissions: [openid, email] } });
  });

  test('the token of another visit is none', async () => {
    const { open } = world();
    const other = asked(await open().begin());
    const stage = open();
    await stage.begin();
    expect((await stage.answer({ token: other.token })).step).toBe('retry');
  });

  test('showing the page again keeps the token', async () => {
    const stage = world().open();
    expect(asked(await stage.begin()).token).toBe(asked(await stage.begin()).token);
  });

  test('what was added after the page was shown is not agreed to', async () => {
    const { open, consents } = world();
    const context: Record<string, unknown> = { consent_permissions: [openid] };
    const stage = open({ context: context as FlowContext });
    const seen = asked(await stage.begin());
    const permissions = context.consent_permissions as unknown[];
    permissions.push(groups);
    const step = await stage.answer({ token: seen.token });
    expect(step).toMatchObject({ step: 'retry', challenge: { permissions: [openid, groups] } });
    expect(consents.saved).toEqual([]);
    const token = step.step === 'retry' ? step.challenge?.token : undefined;
    expect((await stage.answer({ token })).step).toBe('done');
  });

  test.each([{}, { token: '' }, { token: null }, { token: true }, { token: 'x', permissions: [] }])(
    'refused by the schema: %j',
    async (body) => {
      expect((await world().open().answer(body)).step).toBe('refused');
    },
  );

  test('an error of a policy never skips it', () => expect(consent.proves).toBe(true));
});
