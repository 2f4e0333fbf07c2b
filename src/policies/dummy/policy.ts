import { definePolicyType } from '../../core/policy/type.ts';
import { dummyInWords } from './phrases.ts';
import { DummyConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Timers take 31 bits of milliseconds. */
const LONGEST = 2_147_483_647;

/** Waits, then answers what it was told to answer: for trying out bindings, deadlines and messages. */
export const dummy = definePolicyType({
  type: 'dummy',
  model: 'authentik_policies_dummy.dummypolicy',
  component: 'ak-policy-dummy-form',
  title: 'Dummy',
  description: 'Waits for a while and then gives a fixed result. For trying things out.',
  example: 'To try out a target before its real policies exist. Not for production: everybody waits.',
  config: DummyConfig,
  words: { de: german },
  messages: { answered: 'dummy' },
  uses: ['delay', 'random'],
  beyondPerson: () => false,
  phrases: dummyInWords,
  async gather({ config, ports, timeout }) {
    const low = Math.max(0, config.wait_min);
    const seconds = config.wait_max > low ? ports.random.integer(low, config.wait_max) : low;
    // Nobody waits beyond the deadline, so neither does the sleep: it would only hold on to memory.
    if (seconds > 0) await ports.delay.sleep(Math.min(seconds * 1000, timeout + 1000, LONGEST));
    return undefined;
  },
  evaluate: ({ config, pass, fail }) => (config.result ? pass('answered') : fail('answered')),
});
