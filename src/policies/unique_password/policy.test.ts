import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANONYMOUS, type UserFacts } from '../../core/policy/request.ts';
import { type Finding, isFault } from '../../core/policy/verdict.ts';
import { formerPasswords } from '../../core/testing/passwords.ts';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { fixedClock, plainHashing } from '../../core/testing/ports.ts';
import { memoryUsers } from '../../core/testing/users.ts';
import { uniquePassword } from './policy.ts';
import { MOST_FORMER, UniquePasswordConfig } from './schema.ts';

interface Scene {
  readonly n?: number;
  readonly entered?: string;
  /** Former passwords, the newest first. */
  readonly former?: readonly string[];
  readonly present?: string;
  readonly user?: UserFacts;
  readonly timeout?: number;
  /** Milliseconds that one comparison takes. */
  readonly each?: number;
}

async function ask({ n, entered, former = [], present, user = aUser(), timeout = 1_000, each = 0 }: Scene) {
  const config = UniquePasswordConfig.parse(n === undefined ? {} : { num_historical_passwords: n });
  const request = aRequest({
    user,
    context: entered === undefined ? {} : { prompt_data: { password: entered } },
  });
  const clock = fixedClock();
  const plain = plainHashing();
  const hashing: typeof plain = {
    ...plain,
    verify: async (hash, text) => {
      clock.advance(each);
      return plain.verify(hash, text);
    },
  };
  const passwordHistory = formerPasswords(former);
  const users = memoryUsers([{ facts: aUser(), ...(present === undefined ? {} : { password: present }) }]);
  const facts = await uniquePassword.gather({
    config,
    request,
    ports: { users, passwordHistory, hashing, clock },
    timeout,
  });
  const answer: Finding = isFault(facts as Finding)
    ? (facts as Finding)
    : uniquePassword.evaluate({ config, request, facts });
  return {
    answer,
    verified: plain.verified,
    asked: passwordHistory.asked,
  };
}

const reused = { passing: false, reasons: ['unique_password.reused'] };

describe('the password uniqueness policy', () => {
  test.each<{ title: string; scene: Scene; want: object }>([
    { title: '110 the history is empty', scene: { entered: 'new', present: 'old' }, want: { passing: true } },
    {
      title: '111 n=1, equal to the second-last old password',
      scene: { n: 1, entered: 'second-last', former: ['last', 'second-last'] },
      want: { passing: true },
    },
    {
      title: '112 n=2, equal to the second-last old password',
      scene: { n: 2, entered: 'second-last', former: ['last', 'second-last'] },
      want: reused,
    },
    {
      title: '113 n=0: nothing is compared',
      scene: { n: 0, entered: 'last', present: 'last', former: ['last'] },
      want: { passing: true },
    },
    { title: 'n=1, equal to the last', scene: { n: 1, entered: 'last', former: ['last'] }, want: reused },
    {
      title: 'the present password counts beside the former ones',
      scene: { n: 1, entered: 'present', present: 'present', former: ['last'] },
      want: reused,
    },
    {
      title: 'no value in the context',
      scene: { former: ['last'] },
      want: { passing: false, reasons: ['unique_password.not_in_context'] },
    },
    {
      title: 'somebody who is only being made has no past',
      scene: { entered: 'last', former: ['last'], user: ANONYMOUS },
      want: { passing: true },
    },
  ])('$title', async ({ scene, want }) => {
    expect((await ask(scene)).answer).toMatchObject(want);
  });

  test('it passes exactly where the password is neither the present one nor among the newest n', async () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 8 }),
        fc.option(word, { nil: undefined }),
        word,
        fc.integer({ min: 0, max: MOST_FORMER }),
        async (former, present, entered, n) => {
          const scene = { n, entered, former, ...(present === undefined ? {} : { present }) };
          const { answer } = await ask(scene);
          const wanted = n === 0 || ![present, ...former.slice(0, n)].includes(entered);
          return !isFault(answer) && answer.passing === wanted;
        },
      ),
      { numRuns: 500 },
    );
  });

  test('it never compares with more than it says, and stops at the first that fits', async () => {
    const former = Array.from({ length: 40 }, (_, index) => `old-${index}`);
    const all = await ask({ n: MOST_FORMER, entered: 'new', former, present: 'now' });
    expect([all.asked, all.verified.length]).toEqual([[MOST_FORMER], MOST_FORMER + 1]);
    const found = await ask({ n: MOST_FORMER, entered: 'old-2', former, present: 'now' });
    expect(found.verified).toHaveLength(4);
  });

  test('comparisons that take too long are a fault, not an answer', async () => {
    const { answer, verified } = await ask({
      n: 3,
      entered: 'old-2',
      former: ['old-0', 'old-1', 'old-2'],
      each: 600,
      timeout: 1_000,
    });
    expect(answer).toMatchObject({ fault: 'timeout' });
    expect(verified).toHaveLength(2);
  });

  test('its settings have the defaults of the wire format, and a bound', () => {
    expect(UniquePasswordConfig.parse({})).toEqual({
      password_field: 'password',
      num_historical_passwords: 1,
    });
    for (const wrong of [
      { password_field: '' },
      { num_historical_passwords: -1 },
      { num_historical_passwords: MOST_FORMER + 1 },
      { count: 1 },
    ])
      expect(UniquePasswordConfig.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });

  test('it declares its names on the wire', () => {
    expect(uniquePassword).toMatchObject({
      type: 'unique_password',
      model: 'authentik_policies_unique_password.uniquepasswordpolicy',
      component: 'ak-policy-password-uniqueness-form',
    });
  });
});
