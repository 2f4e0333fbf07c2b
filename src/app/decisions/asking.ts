import type { Found } from '../../core/policy/evaluate.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import type { BoundPolicy } from '../../core/policy/target.ts';
import type { PolicyType } from '../../core/policy/type.ts';
import type { Fault, Finding } from '../../core/policy/verdict.ts';
import type { PortName, Ports } from '../../core/ports.ts';

/** Runs something later, unless it is called off. The one source of deadlines. */
export interface Timers {
  /** Answers the function that calls it off. Milliseconds. */
  after(milliseconds: number, work: () => void): () => void;
}

export interface Asking {
  readonly policy: BoundPolicy;
  readonly request: PolicyRequest;
  /** Seconds. */
  readonly timeout: number;
}

export interface Asker {
  /** Asks one policy. Never rejects, never takes longer than its deadline; an answer that comes later is dropped. */
  ask(asking: Asking): Promise<Found>;
  /** Judges a policy that has nothing to ask. */
  askNow(policy: BoundPolicy, request: PolicyRequest): Found;
}

/** Timers take 31 bits of milliseconds; a longer wait would end at once. */
const LONGEST = 2_147_483_647;

export const detailOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const exception = (error: unknown): Fault => ({ fault: 'exception', detail: detailOf(error) });

/** What a policy's code hands back may be anything: only a verdict or a fault counts as an answer. */
function checked(policy: BoundPolicy, answer: unknown): Finding {
  if (typeof answer === 'object' && answer !== null) {
    if ('fault' in answer && 'detail' in answer) return answer as Fault;
    if (
      'passing' in answer &&
      typeof answer.passing === 'boolean' &&
      'messages' in answer &&
      Array.isArray(answer.messages) &&
      'reasons' in answer &&
      Array.isArray(answer.reasons)
    ) {
      return answer as Finding;
    }
  }
  return {
    fault: 'exception',
    detail: `the policy type \`${policy.type.type}\` gave neither a verdict nor a fault`,
  };
}

const isFaultValue = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'fault' in value && 'detail' in value;

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Asks policies: hands each type the ports that it names in `uses`, keeps deadlines, and turns every throw into a fault. */
export function createAsker(deps: {
  readonly ports: Partial<Ports>;
  readonly timers: Timers;
  /** Milliseconds, from any fixed moment; only differences count. */
  readonly elapsed: () => number;
}): Asker {
  const handed = new WeakMap<PolicyType, Partial<Ports>>();

  function portsFor(type: PolicyType): Partial<Ports> {
    const known = handed.get(type);
    if (known) return known;
    const ports: Partial<Record<PortName, unknown>> = {};
    for (const name of type.uses) {
      const port = deps.ports[name];
      if (port === undefined) throw new Error(`the port \`${name}\` is not there`);
      ports[name] = port;
    }
    handed.set(type, ports as Partial<Ports>);
    return ports as Partial<Ports>;
  }

  function judge({ policy, request }: Pick<Asking, 'policy' | 'request'>, facts: unknown): Finding {
    if (isFaultValue(facts)) return facts;
    try {
      return checked(policy, policy.type.evaluate({ config: policy.config, request, facts }));
    } catch (error) {
      return exception(error);
    }
  }

  function gather({ policy, request }: Asking, timeout: number): unknown {
    try {
      const { type, config } = policy;
      const seen =
        type.uses.includes('call') || type.uses.includes('sandbox')
          ? { ...request, calls: [...(request.calls ?? []), policy.pk] }
          : request;
      return type.gather({ config, request: seen, ports: portsFor(type), timeout });
    } catch (error) {
      return exception(error);
    }
  }

  return {
    askNow(policy, request) {
      const began = deps.elapsed();
      const finding = judge({ policy, request }, undefined);
      return { finding, duration: deps.elapsed() - began };
    },
    ask(asking) {
      const began = deps.elapsed();
      const timeout = Math.min(asking.timeout * 1000, LONGEST);
      const found = (finding: Finding): Found => ({ finding, duration: deps.elapsed() - began });
      const late: Fault = { fault: 'timeout', detail: `no answer within ${asking.timeout} s` };
      if (timeout <= 0) return Promise.resolve(found(late));
      const facts = gather(asking, timeout);
      if (!isPromise(facts)) return Promise.resolve(found(judge(asking, facts)));
      return new Promise((resolve) => {
        const callOff = deps.timers.after(timeout, () => resolve(found(late)));
        facts.then(
          (value) => {
            callOff();
            if (deps.elapsed() - began > timeout) resolve(found(late));
            else resolve(found(judge(asking, value)));
          },
          (error: unknown) => {
            callOff();
            resolve(found(exception(error)));
          },
        );
      });
    },
  };
}
