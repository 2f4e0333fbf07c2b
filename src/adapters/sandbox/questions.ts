import type { ScriptHost } from '../../core/expression/sandbox.ts';
import type { HostAnswer, Question } from './protocol.ts';

/** Bytes of JSON that one answer may have. */
const LONGEST_ANSWER = 262_144;

/** Puts the questions of a script to the host, all at once. An error of the host is an error in the script. */
export const askHost = (
  host: ScriptHost | undefined,
  questions: readonly Question[],
  asking: Parameters<ScriptHost['call']>[2],
): Promise<HostAnswer[]> =>
  Promise.all(
    questions.map(async ([word, args]): Promise<HostAnswer> => {
      try {
        if (!host) throw new Error(`There is nobody to ask for ${word} here`);
        const answer = (await within(host.call(word, args, asking), asking.timeout)) ?? null;
        if (JSON.stringify(answer).length > LONGEST_ANSWER) throw new Error(`${word} answered too much`);
        return [true, answer];
      } catch (error) {
        return [false, error instanceof Error ? error.message : String(error)];
      }
    }),
  );

function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('There was no answer in time')), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
