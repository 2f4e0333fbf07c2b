import type { Users } from '../../core/directory/ports.ts';
import type { PolicyCalls } from '../../core/policy/call.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import type { Fault, Verdict } from '../../core/policy/verdict.ts';
import { compile, type Program } from './compile.ts';
import type { Mistake } from './document.ts';
import { type Answer, begin, Halt, type Memory, type Question, type Run, remember } from './run.ts';
import type { ConditionalConfig } from './schema.ts';

/** A document is compiled once for each saved policy. */
const known = new WeakMap<ConditionalConfig, Program | readonly Mistake[]>();

export function compiled(config: ConditionalConfig): Program | readonly Mistake[] {
  const found = known.get(config) ?? compile(config);
  known.set(config, found);
  return found;
}

export const isProgram = (found: Program | readonly Mistake[]): found is Program => 'judge' in found;

interface Ports {
  readonly call: PolicyCalls;
  readonly users: Pick<Users, 'find' | 'passwordHash'>;
}

/** Judges as far as that goes in memory: what has to be asked first is a fault. */
export function judgeNow(config: ConditionalConfig, request: PolicyRequest): Verdict | Fault {
  const judged = judge(config, request, remember(request.debug));
  return 'question' in judged
    ? { fault: 'exception', detail: 'The policy has to ask something that nobody asked.' }
    : judged;
}

/** Judges, asks what is needed to go on, and judges again: only what is reached is asked. */
export async function judgeAsking(
  config: ConditionalConfig,
  request: PolicyRequest,
  ports: Ports,
  timeout: number,
): Promise<Verdict | Fault> {
  const answers = new Map<string, Answer>();
  const memory = remember(request.debug, answers);
  for (;;) {
    const judged = judge(config, request, memory);
    if (!('question' in judged)) return judged;
    // INVARIANT: each turn answers another question, and a document has an end.
    answers.set(judged.key, await answer(judged.question, request, ports, timeout));
  }
}

async function answer(
  question: Question,
  request: PolicyRequest,
  { call, users }: Ports,
  timeout: number,
): Promise<Answer> {
  switch (question.ask) {
    case 'policy': {
      const { policy, context } = question;
      return call.call({ policy, request, context, timeout });
    }
    case 'email_in_use': {
      const found = await users.find(['email'], question.email, true);
      const isSeen = (pk: number | null) => pk !== null && (request.visibleUsers?.(pk) ?? true);
      return found.some(({ pk }) => pk !== question.user && isSeen(pk));
    }
    case 'usable_password':
      return (await users.passwordHash(question.user)) !== '';
  }
}

interface Asked {
  readonly key: string;
  readonly question: Question;
}

function judge(config: ConditionalConfig, request: PolicyRequest, memory: Memory): Verdict | Fault | Asked {
  const program = compiled(config);
  if (!isProgram(program)) {
    const [first] = program;
    const place = first ? `${first.path}: ${first.message}` : '';
    return { fault: 'exception', detail: `The stored document cannot be judged. ${place}` };
  }
  const run = begin(request, memory);
  const ended = program.judge(run);
  if (!(ended instanceof Halt)) {
    const { passing, message, at } = ended;
    return verdictOf(run, passing, passing ? [message] : [...run.messages, message], { at });
  }
  const { why } = ended;
  switch (why.is) {
    case 'fault':
      return why.fault;
    case 'question':
      return why;
    case 'missing':
      return verdictOf(run, false, [config.failure_message], { at: why.at, missing: why.variable });
  }
}

/** `raw` says which action had the last word, and whether a missing value was the reason. */
const verdictOf = (
  { effects, trace }: Run,
  passing: boolean,
  messages: readonly (string | undefined)[],
  raw: Readonly<Record<string, string>>,
): Verdict => ({
  passing,
  messages: messages.flatMap((message) => (message ? [message] : [])),
  reasons: [],
  raw,
  effects,
  ...(trace && { logs: [...trace.values()] }),
});
