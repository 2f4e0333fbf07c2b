import { argon2id } from '../src/adapters/hashing.ts';
import { medianBounds, type Sample, slowerBy, timed } from '../test/timing.ts';
import type { Figure } from './figure.ts';
import { type House, startHouse } from './house.ts';
import { Browser } from './login.ts';

/** Samples are in pairs: 10,000 of them. */
const PAIRS = 5_000;
/** A run of the default flow ends with the fifth wrong password. */
const TRIES = 4;
/** The page that asks for a name hesitates on purpose: many do at a time. */
const AT_A_TIME = 50;
/** Microseconds that a network lets through: less is lost on the way. */
const VISIBLE = 500;

/** Times wrong passwords for one name, in browsers that have come as far as the password before. */
async function samples(house: House, username: string, count: number): Promise<Sample> {
  const ready: Browser[] = [];
  const browsers = Math.ceil(count / TRIES);
  for (let made = 0; made < browsers; made += AT_A_TIME)
    await Promise.all(
      Array.from({ length: Math.min(AT_A_TIME, browsers - made) }, async () => {
        const browser = new Browser(house);
        await browser.ask();
        await browser.ask({ component: 'ak-stage-identification', uid_field: username });
        ready.push(browser);
      }),
    );
  let next = 0;
  return () => {
    const browser = ready[next++ % ready.length];
    if (!browser) throw new Error('there is no browser');
    return timed(async () => {
      const shown = await browser.ask({ component: 'ak-stage-password', password: 'a wrong one' });
      if (shown.component !== 'ak-stage-password')
        throw new Error(`not a wrong password: ${shown.component}`);
    });
  };
}

/**
 * A53 on the whole server, with argon2id and PostgreSQL: by how much a wrong password takes longer for an account than
 * for a name that nobody has. Beside it what a server would give away that computed no hash for strangers.
 */
export async function timing(): Promise<Figure[]> {
  const house = await startHouse();
  try {
    await house.postern.ports.users.write({
      pk: null,
      values: { username: 'somebody', name: 'Somebody' },
      password: 'the right one',
    });
    await house.postern.replica.catchUp();
    const [nobody, somebody] = [
      await samples(house, 'nobodies', PAIRS),
      await samples(house, 'somebody', PAIRS),
    ];
    const { low, high } = await slowerBy(nobody, somebody, PAIRS);
    const hash = await argon2id.hash('the right one');
    const leaks: number[] = [];
    for (let count = 0; count < 200; count++)
      leaks.push(await timed(() => argon2id.verify(hash, 'a wrong one')));
    const certain = Math.max(low, -high, 0);
    return [
      {
        name: 'wrong password, longer or shorter for an account than for nobody: surely by',
        unit: 'us',
        value: certain,
        target: `<= ${VISIBLE}`,
        met: certain <= VISIBLE,
        floor: `${2 * PAIRS} samples, wrong once in a million; median ${low.toFixed(0)} to ${high.toFixed(0)}`,
      },
      {
        name: 'what skipping the hash for nobody would show: surely',
        unit: 'us',
        value: medianBounds(leaks).low,
      },
    ];
  } finally {
    await house.end();
  }
}
