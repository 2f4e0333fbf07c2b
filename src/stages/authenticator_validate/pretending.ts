import { nextTry, tooManyTries } from '../../core/authenticator/throttle.ts';
import type { Step } from '../../core/flow/step.ts';
import { challengeOf, Memory } from './asking.ts';
import { type Answered, failed, type Input } from './words.ts';

/** Asks for a code as if there were a device: whether a name has one is not told before something was proven. */
export function pretended({ config, memory, ask, deny }: Input): Step {
  const device_class = (['totp', 'static'] as const).find((one) => config.device_classes.includes(one));
  if (!device_class) return deny('no_device');
  const shown = { device_class, device_uid: '1', challenge: {}, last_used: null };
  const kept = Memory.safeParse(memory);
  return ask(
    challengeOf([shown]),
    kept.data?.asked === 'nothing' ? kept.data : { asked: 'nothing', failures: 0, failed_at: 0 },
  );
}

/** No code is right, and wrong ones wait as they do for a device. */
export function answeredNothing(
  input: Answered,
  { failures, failed_at }: Extract<Memory, { asked: 'nothing' }>,
): Step {
  const { config, answer, ports, retry } = input;
  if (answer.code === undefined) return pretended(input);
  const now = ports.clock.now();
  const factor = config.device_classes.includes('totp')
    ? config.totp_otp_throttling_factor
    : config.static_otp_throttling_factor;
  const wait = nextTry(failures, failed_at, factor) - now;
  if (wait > 0) return retry({ code: { text: tooManyTries(wait) } });
  failed(input, undefined);
  return retry(
    { code: 'wrong_code' },
    { memory: { asked: 'nothing', failures: failures + 1, failed_at: now } },
  );
}
