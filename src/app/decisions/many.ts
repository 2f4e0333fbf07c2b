import type { UserFacts } from '../../core/policy/request.ts';
import { staticAnswer } from '../../core/policy/static.ts';
import type { CompiledTarget } from '../../core/policy/target.ts';
import type { Asked } from './asked.ts';

/** Questions that are asked of the world at the same time; the sandbox takes so many in one message. */
const AT_ONCE = 500;

export interface ManyAsked extends Omit<Asked, 'user'> {
  /** Targets or their keys. Nobody passes a target that is not there. */
  readonly targets: readonly (string | CompiledTarget)[];
  readonly users: readonly UserFacts[];
}

/** How one question is answered. */
interface Ways {
  find(target: string | CompiledTarget): CompiledTarget | undefined;
  decide(
    target: CompiledTarget,
    asked: Asked,
    options: { readonly record: false },
  ): Promise<{ readonly passing: boolean }>;
}

/**
 * Who passes what: for each target, in order, one answer for each user, in order. What groups and users decide is
 * worked out in memory; only where they leave it open are policies asked. Lists ask so: nothing is recorded.
 */
export async function decideMany(
  { decide, find }: Ways,
  { targets, users, ...asked }: ManyAsked & { readonly time: number },
): Promise<readonly (readonly boolean[])[]> {
  const open: { readonly target: CompiledTarget; readonly row: boolean[]; readonly index: number }[] = [];
  const answers = targets.map((wanted) => {
    const target = find(wanted);
    const row = new Array<boolean>(users.length).fill(false);
    if (!target) return row;
    users.forEach((user, index) => {
      const answer = staticAnswer(target, user, asked.time);
      if (answer === undefined) open.push({ target, row, index });
      else row[index] = answer;
    });
    return row;
  });
  for (let start = 0; start < open.length; start += AT_ONCE) {
    await Promise.all(
      open.slice(start, start + AT_ONCE).map(async ({ target, row, index }) => {
        const user = users[index] as UserFacts;
        row[index] = (await decide(target, { ...asked, user }, { record: false })).passing;
      }),
    );
  }
  return answers;
}
