import { pbkdf2Sync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bounds, medianBounds, type Sample, slowerBy, timed } from '../../test/timing.ts';
import { systemDigest } from '../adapters/system.ts';
import { bindingRow, flowRow, type SceneSpec, scene, stageRow } from '../app/flows/scene.ts';
import { INBUILT } from '../app/flows/worlds.ts';
import type { PasswordHashing } from '../core/ports.ts';
import { person } from '../core/testing/users.ts';

/**
 * A53, A54: how long an answer takes does not say who exists. 10,000 samples of an account against a name that nobody
 * has, in pairs, and 2,000 for each other kind of account. A test fails only where it is certain (but for one case in a million) that the difference
 * is larger than what could be seen from outside; a busy machine makes it less certain, so it cannot fail for that.
 */

/** Microseconds. Less is lost in the way over any network; one password hash is a thousand times that. */
const VISIBLE = 50;
const PAIRS = 5_000;

const certainlySlower = ({ low }: Bounds, than = VISIBLE): boolean => low > than;
const certainlyDifferent = (bounds: Bounds): boolean =>
  certainlySlower(bounds) || certainlySlower({ low: -bounds.high, high: -bounds.low });

/** A hash that costs some 300 microseconds, so that ten thousand are computed within seconds. */
const cheap = (skipsStrangers: boolean): PasswordHashing => ({
  hash: async (password) => `plain:${password}`,
  async verify(hash, password) {
    if (hash !== '' || !skipsStrangers) pbkdf2Sync(password, 'salt', 2_000, 32, 'sha256');
    return hash === `plain:${password}`;
  },
});

const PEOPLE = {
  'an account': person({ username: 'known', pk: 1 }),
  'a locked account': person({ username: 'locked', pk: 2, is_active: false }),
  'an account without a password': person({ username: 'passwordless', pk: 3 }),
  'an external account': person({ username: 'external', pk: 4, type: 'external' }),
};
const SECRET = '11111111-1111-4111-8111-111111111111';
const NOBODY = 'nobodys';

const spec = (hashing: PasswordHashing): SceneSpec => ({
  flows: [flowRow('login'), flowRow('short')],
  stages: [
    stageRow('who', 'identification', { user_fields: ['username', 'email'] }),
    stageRow('both', 'identification', { user_fields: ['username', 'email'], password_stage: SECRET }),
    stageRow(SECRET, 'password', { backends: [INBUILT, 'authentik.core.auth.TokenBackend'] }),
  ],
  bindings: [
    bindingRow('login', 'who', 10),
    bindingRow('login', SECRET, 20),
    bindingRow('short', 'both', 10),
  ],
  people: Object.values(PEOPLE).map((facts) =>
    facts.pk === 3 ? { facts } : { facts, password: 'the right one' },
  ),
  ports: { hashing },
});

type Step = 'the name' | 'the password' | 'both at once';

/** What is shown after a step, whoever was named. */
const SHOWN: Readonly<Record<Step, string>> = {
  'the name': 'ak-stage-password',
  'the password': 'ak-stage-password',
  'both at once': 'ak-stage-identification',
};

/** Samples of one step of a login that fails, each in a browser of its own. */
function stepsOf(hashing: PasswordHashing): (username: string, step: Step) => Sample {
  const world = scene(spec(hashing));
  return (username, step) => async () => {
    const browser = world.browser();
    const password = 'a wrong one';
    let time: number;
    if (step === 'both at once') {
      await browser.get('short');
      time = await timed(() => browser.post('short', { uid_field: username, password }));
    } else {
      await browser.get('login');
      const name = () => browser.post('login', { uid_field: username });
      if (step === 'the name') time = await timed(name);
      else {
        await name();
        time = await timed(() => browser.post('login', { password }));
      }
    }
    await world.flows.cancel(browser.visitor);
    if (browser.last.component !== SHOWN[step]) throw new Error(JSON.stringify(browser.last));
    return time;
  };
}

describe('A53: the time of a login that fails', () => {
  const steps: readonly Step[] = ['the name', 'the password', 'both at once'];
  const sample = stepsOf(cheap(false));
  test.each(
    Object.entries(PEOPLE).flatMap(([kind, { username }]) => steps.map((step) => ({ kind, username, step }))),
  )('$step: $kind is as quick as nobody', async ({ kind, username, step }) => {
    const pairs = kind === 'an account' ? PAIRS : PAIRS / 5;
    const bounds = await slowerBy(sample(NOBODY, step), sample(username, step), pairs);
    expect(certainlyDifferent(bounds), JSON.stringify(bounds)).toBe(false);
  });

  test('a server that computes no hash for strangers would be found out', async () => {
    const leaking = stepsOf(cheap(true));
    for (const step of ['the password', 'both at once'] as const) {
      const bounds = await slowerBy(leaking(NOBODY, step), leaking('known', step), PAIRS / 10);
      expect(certainlySlower(bounds), JSON.stringify(bounds)).toBe(true);
    }
  });
});

describe('A54: the time that a secret takes to compare', () => {
  const secret = 'a'.repeat(4_000);
  /** Wrong at the first letter, and at the last. */
  const [early, late] = [`b${secret.slice(1)}`, `${secret.slice(1)}b`];
  const sampleOf =
    (equal: (a: string, b: string) => boolean, guess: string): Sample =>
    () =>
      timed(async () => {
        for (let time = 0; time < 10; time++) equal(secret, guess);
      });

  test('does not say how much of it was right', async () => {
    const bounds = await slowerBy(
      sampleOf(systemDigest.equal, early),
      sampleOf(systemDigest.equal, late),
      PAIRS,
    );
    expect(certainlyDifferent(bounds), JSON.stringify(bounds)).toBe(false);
  });

  test('a comparison that stops at the first wrong letter would be found out', async () => {
    const naive = (a: string, b: string): boolean => {
      for (let index = 0; index < a.length; index++)
        if (a.charCodeAt(index) !== b.charCodeAt(index)) return false;
      return true;
    };
    const bounds = await slowerBy(sampleOf(naive, early), sampleOf(naive, late), PAIRS / 10);
    expect(certainlySlower(bounds, 5), JSON.stringify(bounds)).toBe(true);
  });
});

describe('the comparison itself', () => {
  test('its bounds hold the median, wherever the differences lie', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 100, maxLength: 400 }),
        (differences) => {
          const { low, high } = medianBounds(differences);
          const median = differences.toSorted((a, b) => a - b)[differences.length >> 1] ?? 0;
          return low <= median && median <= high;
        },
      ),
    );
  });

  test('outliers of a busy machine make no difference', () => {
    const differences = Array.from({ length: 10_000 }, (_, index) => (index % 7) - 3);
    const disturbed = differences.map((value, index) =>
      index % 5 === 0 ? value + 1e6 : value - 1e5 * (index % 5 === 1 ? 1 : 0),
    );
    expect(certainlyDifferent(medianBounds(disturbed))).toBe(false);
    expect(certainlySlower(medianBounds(disturbed.map((value) => value + 100)))).toBe(true);
  });

  test('too few samples say nothing', () => {
    expect(() => medianBounds([1, 2, 3])).toThrow(/too few/);
  });
});
