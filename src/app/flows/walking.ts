import { type Advanced, advance, mustJudge, reach } from '../../core/flow/advance.ts';
import type { FlowContext } from '../../core/flow/context.ts';
import type { Challenge } from '../../core/flow/flows.ts';
import { redirectTo } from '../../core/flow/own-challenges.ts';
import type { Run } from '../../core/flow/run.ts';
import type { StageType } from '../../core/flow/stage-type.ts';
import type { ResponseErrors, Step } from '../../core/flow/step.ts';
import type { Row } from '../../core/model/model.ts';
import { contextAfter } from '../../core/policy/effect.ts';
import type { FlowsDeps } from './deps.ts';
import { createEffects } from './effects.ts';
import { createEndings } from './endings.ts';
import { createEnvelope } from './envelope.ts';
import { type Arrived, type Journey, policyRequest } from './journey.ts';
import { createPlanner } from './planning.ts';
import { createStageCalls } from './stage-call.ts';

/** More turns than any flow has stages: only stages that insert each other, or a bug, get here. */
const TURNS = 1_000;

/** Flows that one request may be led through: they can be configured to lead to each other. */
const SWITCHES = 10;

/** Goes through a flow until something has to be shown or the run is over. */
export function createWalking(deps: FlowsDeps, types: ReadonlyMap<string, StageType>) {
  const { configuration, decisions, ports } = deps;
  const { random } = ports;
  const planner = createPlanner(deps, types);
  const { planned, stampOf } = planner;
  const stages = createStageCalls(deps, types);
  const apply = createEffects(deps, planner);
  const envelope = createEnvelope(deps);
  const endings = createEndings(deps, envelope, flowOf);
  const { denied, end } = endings;

  function flowOf(run: Run): Row {
    const flow = configuration.get('flows', run.flow.pk);
    if (!flow) throw new Error(`the flow ${run.flow.slug} was removed during the run`);
    return flow;
  }

  /** Plans the run (again) from `context` and walks it. */
  async function depart(journey: Journey, run: Run, context: FlowContext): Promise<Arrived> {
    const result = await planned(journey, flowOf(run), run, context);
    if ('inapplicable' in result)
      return endings.inapplicable(journey, { ...run, context }, result.inapplicable);
    if ('broken' in result) throw new Error(`the flow cannot be planned: ${result.broken}`);
    return walk(journey, result.run);
  }

  /** Judges and begins the entry at the front, or lets it fall. */
  async function turn(journey: Journey, run: Run): Promise<Advanced> {
    const [entry] = run.entries;
    const verdict =
      mustJudge(run) && entry?.binding
        ? await decisions.decide(entry.binding, await policyRequest(journey, run.flow, run.context, ports))
        : null;
    const known = verdict ? { ...run, context: contextAfter(run.context, verdict.effects) } : run;
    const reached = reach(known, verdict, random.uuid());
    const away = verdict?.effects.find(({ kind }) => kind === 'redirect');
    if (away?.kind === 'redirect' && reached.to !== 'broken')
      return { to: 'next', run: reached.run, effects: [{ effect: 'redirect', to: away.url }] };
    if (reached.to !== 'begin') return reached;
    return advance(reached.run, await stages.begin(journey, flowOf(run), reached.run));
  }

  async function walk(journey: Journey, run: Run, said?: Step): Promise<Arrived> {
    let now = run;
    let word = said;
    for (let count = 0; count < TURNS; count++) {
      if (!word && now.entries.length === 0) return endings.finish(journey, now);
      const advanced: Advanced = word ? advance(now, word) : await turn(journey, now);
      word = undefined;
      switch (advanced.to) {
        case 'ask':
          if (stages.component(advanced.run) === '') throw new Error('a stage asks that has no challenge');
          return { at: 'stage', run: advanced.run, errors: { ...journey.errors, ...advanced.errors } };
        case 'denied':
          return denied(journey, advanced.run, {
            message: advanced.message,
            messages: [],
            locked: advanced.locked,
          });
        case 'broken':
          throw new Error(`the run cannot go on: ${advanced.reason}`);
        case 'restart':
          return again(journey, advanced.run, advanced.keep_context, advanced.errors);
        case 'next':
        case 'finished': {
          const applied = await apply(journey, advanced.run, advanced.effects);
          if (applied.go === 'denied')
            return denied(journey, applied.run, {
              message: applied.message,
              messages: [],
              locked: applied.locked,
            });
          if (applied.go === 'away') return end(journey, applied.run, 'finished', redirectTo(applied.to));
          if (applied.go === 'switch') return elsewhere(journey, applied.run, applied);
          now = applied.run;
        }
      }
    }
    throw new Error('the flow does not come to an end');
  }

  /** The flow from its beginning, as a binding wants it after a wrong answer; once per request, or it may never end. */
  async function again(
    journey: Journey,
    run: Run,
    keep_context: boolean,
    errors: ResponseErrors,
  ): Promise<Arrived> {
    const texts = Object.values(errors).flat();
    journey.restarts += 1;
    if (journey.restarts > 1) return denied(journey, run, { messages: texts.map(({ string }) => string) });
    journey.errors = { non_field_errors: texts };
    return depart(journey, run, keep_context ? run.context : run.initial);
  }

  /** Goes on in another flow, whose own requirement and policies apply. */
  async function elsewhere(
    journey: Journey,
    run: Run,
    { slug, keep_context }: { readonly slug: string; readonly keep_context: boolean },
  ): Promise<Arrived> {
    const [flow] = configuration.by('flows', 'slug', slug);
    if (!flow) throw new Error(`there is no flow ${slug} to go on in`);
    journey.switches += 1;
    if (journey.switches > SWITCHES) throw new Error('the flows lead to each other without end');
    const is_redirected = { slug: run.flow.slug };
    const { from: _, ...whole } = run;
    const context: FlowContext = keep_context ? { ...run.context, is_redirected } : { is_redirected };
    const other: Run = {
      ...whole,
      id: random.uuid(),
      flow: { pk: String(flow.pk), slug },
      initial: context,
      context,
      append: keep_context ? run.append : [],
      continuation: keep_context ? run.continuation : null,
      entries: [],
      visit: null,
      history: [],
    };
    return depart(journey, other, context);
  }

  /** Whatever is thrown ends the run as broken. */
  async function guarded(journey: Journey, run: Run, work: () => Promise<Arrived>): Promise<Arrived> {
    try {
      return await work();
    } catch (cause) {
      return endings.broken(journey, run, cause);
    }
  }

  return {
    /** Begins a run at its beginning, knowing `context`. */
    depart: (journey: Journey, run: Run, context: FlowContext): Promise<Arrived> =>
      guarded(journey, run, () => depart(journey, run, context)),
    /** Judges an answer to the challenge that the run shows. */
    answer: (journey: Journey, run: Run, body: Readonly<Record<string, unknown>>): Promise<Arrived> =>
      guarded(journey, run, async () =>
        walk(journey, run, await stages.answer(journey, flowOf(run), run, body)),
      ),
    /** Begins the stage that the run waits at once more: something has happened elsewhere. */
    resume: (journey: Journey, run: Run): Promise<Arrived> => guarded(journey, run, () => walk(journey, run)),
    refuse: endings.refuse,
    component: stages.component,
    /** Whether nothing has happened in the run yet and its flow has changed: it is better planned again. */
    outdated: (run: Run): boolean =>
      run.over === null &&
      run.history.length === 0 &&
      run.visit?.answers === 0 &&
      run.stamp !== stampOf(flowOf(run)),
    /** A page of its own in the envelope of a run. */
    page: (journey: Journey, run: Run, page: Challenge) => envelope(journey, flowOf(run), run, page),
    /** What the run shows now, in its envelope. */
    shown: (journey: Journey, run: Run, errors: ResponseErrors = {}) =>
      envelope(
        journey,
        flowOf(run),
        run,
        { ...run.visit?.challenge, component: stages.component(run) },
        errors,
      ),
  };
}

export type Walking = ReturnType<typeof createWalking>;
