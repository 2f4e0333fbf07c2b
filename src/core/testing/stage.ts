import type { z } from 'zod';
import type { FlowContext } from '../flow/context.ts';
import { pendingUser } from '../flow/context.ts';
import type { StageInput, StageType } from '../flow/stage-type.ts';
import type { Step } from '../flow/step.ts';
import { ANONYMOUS, type HttpFacts, type UserFacts } from '../policy/request.ts';
import type { PortName, Ports } from '../ports.ts';

export const REQUEST: HttpFacts = {
  client_ip: '192.0.2.7',
  method: 'POST',
  path: '/api/v3/flows/executor/login/',
  host: 'id.corp.test',
  user_agent: 'Test/1',
  request_id: 'req-1',
};

export interface Visit {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly context?: FlowContext;
  readonly flow?: Partial<StageInput<unknown, never>['flow']>;
  /** The stored user behind `context.pending_user`, which is set from it where it is not given. */
  readonly pending?: UserFacts;
  readonly user?: UserFacts;
  readonly query?: Readonly<Record<string, string>>;
  readonly trust?: string;
  readonly certificate?: readonly string[];
  readonly ports?: Partial<Ports>;
}

/** Answers that the type's own schema refuses never reach the stage. */
export type Answered = Step | { readonly step: 'refused'; readonly issues: readonly z.core.$ZodIssue[] };

/**
 * One visit of one stage, as the executor makes it: the configuration is read through the type's schema, answers too,
 * the memory of `ask` and `retry` is kept, and only the ports arrive that the type declares.
 */
export function visit(type: StageType, given: Visit = {}) {
  let memory: unknown;
  const context: FlowContext = {
    ...(given.pending ? { pending_user: pendingUser(given.pending) } : {}),
    ...given.context,
  };
  const ports = Object.fromEntries(
    type.uses.map((name) => {
      const port = given.ports?.[name];
      if (!port) throw new Error(`${type.type} uses the port ${name}: the test has to give it`);
      return [name, port];
    }),
  ) as unknown as Ports;
  const input = (): StageInput<unknown, PortName> => ({
    config: type.config.parse(given.config ?? {}),
    binding: '00000000-0000-4000-8000-00000000cccc',
    stage: { pk: '00000000-0000-4000-8000-00000000aaaa', name: `test-${type.type}` },
    flow: {
      pk: '00000000-0000-4000-8000-00000000bbbb',
      slug: 'login',
      designation: 'authentication',
      title: 'Welcome',
      ...given.flow,
    },
    context,
    pending: given.pending,
    user: given.user ?? ANONYMOUS,
    request: REQUEST,
    certificate: given.certificate,
    query: given.query ?? {},
    trust: given.trust ?? null,
    memory,
    travelling: [],
    execution: 'execution-1',
    run: 'run-1',
    ports,
  });
  const kept = <S extends Step>(step: S): S => {
    if (step.step === 'ask' || (step.step === 'retry' && 'memory' in step)) memory = step.memory;
    // A run is stored as JSON between two requests.
    memory = memory === undefined ? undefined : JSON.parse(JSON.stringify(memory));
    return step;
  };
  return {
    begin: async (): Promise<Step> => kept(await type.begin(input())),
    answer: async (body: unknown): Promise<Answered> => {
      const answer = type.answer.safeParse(body);
      if (!answer.success) return { step: 'refused', issues: answer.error.issues };
      return kept(await type.answered({ ...input(), answer: answer.data }));
    },
  };
}

/** The challenge of a step that asks; throws where it does not. */
export function asked(step: Answered): Readonly<Record<string, unknown>> {
  if (step.step !== 'ask') throw new Error(`the stage did not ask but said ${JSON.stringify(step)}`);
  return step.challenge;
}

/** The patch and the effects of a step that is done; throws where it is not. */
export function passed(step: Answered): Extract<Step, { step: 'done' }> {
  if (step.step !== 'done') throw new Error(`the stage did not pass but said ${JSON.stringify(step)}`);
  return step;
}

/** The sentences of a step that asks again, by field. */
export function complaints(step: Answered): Readonly<Record<string, readonly string[]>> {
  if (step.step !== 'retry') throw new Error(`the stage did not ask again but said ${JSON.stringify(step)}`);
  return Object.fromEntries(
    Object.entries(step.errors).map(([field, errors]) => [field, errors.map(({ string }) => string)]),
  );
}

/** The sentence of a step that denies. */
export function refusal(step: Answered): string {
  if (step.step !== 'deny') throw new Error(`the stage did not deny but said ${JSON.stringify(step)}`);
  return step.message;
}
