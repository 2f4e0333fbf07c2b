import type { EventPort } from '../../core/event/port.ts';
import type { PolicyCheck } from '../../core/flow/ports.ts';
import type { Log } from '../../core/log.ts';
import type { PolicyCalls } from '../../core/policy/call.ts';
import type { Decision } from '../../core/policy/decision.ts';
import { evaluate, type Found, refuseMissing } from '../../core/policy/evaluate.ts';
import type { Graph } from '../../core/policy/graph.ts';
import type { DecisionLog } from '../../core/policy/record.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import type { BoundPolicy, CompiledTarget, PolicyBinding } from '../../core/policy/target.ts';
import type { Clock, Ports, Random } from '../../core/ports.ts';
import type { Asked } from './asked.ts';
import { type Asker, createAsker, type Timers } from './asking.ts';
import { createCalls } from './calling.ts';
import type { Perform } from './effects.ts';
import { decideMany, type ManyAsked } from './many.ts';
import { withPlace } from './place.ts';
import { checkPolicies, type PolicyTest, testPolicy } from './single.ts';
import { createTelling } from './telling.ts';

export interface DecideOptions {
  /**
   * False keeps the decision out of the log and carries out no effects: for lists, where one page asks about every
   * application.
   */
  readonly record?: boolean;
  /**
   * False leaves the effects to the caller, who reads them from the decision. `on_refusal` is for questions that repeat
   * one: what was to happen when somebody is let in has happened then.
   */
  readonly perform?: boolean | 'on_refusal';
}

/** A decision and the id under which the log knows it: that of the HTTP request, or one of its own. */
export type Decided = Decision & { readonly request_id: string };

export interface Decisions extends PolicyCheck, PolicyCalls {
  /** Answers "may this request pass this target?". Never rejects; a target that is not there refuses. */
  decide(target: string | CompiledTarget, asked: Asked, options?: DecideOptions): Promise<Decided>;
  /** The same at once, where no policy has to ask the world; undefined where one has to. */
  decideNow(target: string | CompiledTarget, asked: Asked, options?: DecideOptions): Decided | undefined;
  /** The same for many targets and users at once: see `decideMany`. */
  decideMany(asked: ManyAsked): Promise<readonly (readonly boolean[])[]>;
  /** Asks one policy, stored or not, without telling anybody; undefined where there is no such policy. */
  test(policy: string | BoundPolicy, asked: Asked): Promise<PolicyTest | undefined>;
}

export interface DecisionsDeps {
  readonly graph: Graph;
  readonly ports: Partial<Ports>;
  readonly timers: Timers;
  /** Where decisions are kept. */
  readonly decisionLog: Pick<DecisionLog, 'record'>;
  readonly events: EventPort;
  readonly log: Log;
  readonly clock: Clock;
  /** Milliseconds from any fixed moment, finer than the clock: for durations. */
  readonly elapsed: () => number;
  readonly random: Pick<Random, 'uuid'>;
  /** Carries out what policies want to happen. */
  readonly perform: Perform;
}

const NOTHING: ReadonlyMap<string, Found> = new Map();
const NO_CONTEXT: Readonly<Record<string, unknown>> = {};

/**
 * The one path of every decision: look up in memory, gather from the world, judge, tell. Enforcement, lists, tests and
 * simulations all come through here.
 */
export function createDecisions(deps: DecisionsDeps): Decisions {
  const { graph, clock, random, elapsed } = deps;
  const asker: Asker = createAsker(deps);
  const tell = createTelling(deps);

  const find = (target: string | CompiledTarget): CompiledTarget | undefined =>
    typeof target === 'string' ? graph.target(target) : target;

  /** Groups and users are judged without the context: the fastest decisions do not make one. */
  const placed = ({ context = NO_CONTEXT, http_request }: Asked, target?: CompiledTarget) =>
    target?.policies.length === 0 ? context : withPlace(context, http_request, deps.ports.geoip);

  const requestOf = (asked: Asked, target?: CompiledTarget): PolicyRequest => ({
    user: asked.user,
    http_request: asked.http_request,
    obj: asked.obj ?? target?.obj ?? null,
    context: placed(asked, target),
    debug: asked.debug ?? false,
    time: asked.time ?? clock.now(),
    visibleUsers: asked.visibleUsers,
    heard: asked.heard,
  });

  const isLive = ({ binding }: PolicyBinding, time: number): boolean =>
    binding.expires === null || binding.expires > time;

  function conclude(
    target: CompiledTarget,
    request: PolicyRequest,
    revision: number,
    findings: ReadonlyMap<string, Found>,
    /** Undefined where nobody was asked: such a decision takes less time than two looks at a clock. */
    began: number | undefined,
    options: DecideOptions | undefined,
  ): Decided {
    const request_id = request.http_request?.request_id || random.uuid();
    const { mode, bindings, when_unbound, closed } = target;
    const decision = evaluate({
      mode,
      bindings,
      request,
      findings,
      when_unbound,
      closed,
      revision,
      request_id,
    });
    if (!request.debug) {
      const duration = began === undefined ? 0 : elapsed() - began;
      tell({ request_id, target, request, decision, duration }, options?.record !== false);
    }
    return withId(decision, request_id);
  }

  function missing(asked: Asked): Decided {
    const request_id = asked.http_request?.request_id || random.uuid();
    return withId(refuseMissing('any', graph.revision), request_id);
  }

  function decideNow(
    target: string | CompiledTarget,
    asked: Asked,
    options?: DecideOptions,
  ): Decided | undefined {
    const found = find(target);
    if (!found) return missing(asked);
    if (!found.immediate) return undefined;
    const request = requestOf(asked, found);
    const { revision } = graph;
    if (found.policies.length === 0) return conclude(found, request, revision, NOTHING, undefined, options);
    const began = elapsed();
    const findings = new Map<string, Found>();
    for (const bound of found.policies) {
      if (isLive(bound, request.time)) findings.set(bound.binding.pk, asker.askNow(bound.policy, request));
    }
    return conclude(found, request, revision, findings, began, options);
  }

  async function decide(
    target: string | CompiledTarget,
    asked: Asked,
    options?: DecideOptions,
  ): Promise<Decided> {
    const decision = await judge(target, asked, options);
    const { record = true, perform = true } = options ?? {};
    const performs = record && !asked.debug && (perform === 'on_refusal' ? !decision.passing : perform);
    if (decision.effects.length > 0 && performs) {
      const found = find(target);
      await deps.perform(decision.effects, requestOf(asked, found));
    }
    return decision;
  }

  async function judge(
    target: string | CompiledTarget,
    asked: Asked,
    options?: DecideOptions,
  ): Promise<Decided> {
    const found = find(target);
    if (!found || found.immediate) return decideNow(found ?? target, asked, options) ?? missing(asked);
    const began = elapsed();
    const { revision } = graph;
    const request = requestOf(asked, found);
    const findings = new Map<string, Found>();
    await Promise.all(
      found.policies
        .filter((bound) => isLive(bound, request.time))
        .map(async ({ binding, policy }) => {
          findings.set(binding.pk, await asker.ask({ policy, request, timeout: binding.timeout }));
        }),
    );
    return conclude(found, request, revision, findings, began, options);
  }

  return {
    decide,
    decideNow,
    decideMany: (asked) => decideMany({ decide, find }, { ...asked, time: asked.time ?? clock.now() }),
    ...createCalls({ graph, asker }),
    test: (policy, asked) => testPolicy({ graph, asker }, policy, { ...requestOf(asked), debug: true }),
    check(input) {
      const context = withPlace(input.context, input.request, deps.ports.geoip);
      const checking = { graph, asker, tell, random, perform: deps.perform };
      return checkPolicies(checking, { ...input, context }, clock.now());
    },
  };
}

/** Spelled out, so that the fast path makes one object of one shape. */
const withId = (decision: Decision, request_id: string): Decided => ({
  passing: decision.passing,
  messages: decision.messages,
  reasons: decision.reasons,
  trace: decision.trace,
  mode: decision.mode,
  revision: decision.revision,
  unbound: decision.unbound,
  closed: decision.closed,
  faulted: decision.faulted,
  effects: decision.effects,
  request_id,
});
