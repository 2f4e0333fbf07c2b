import { pageOf } from '../../core/flow/address.ts';
import type { FlowContext } from '../../core/flow/context.ts';
import { pendingUser } from '../../core/flow/context.ts';
import type {
  Challenge,
  FlowStart,
  Flows,
  RunAddress,
  Shown,
  Started,
  Visitor,
} from '../../core/flow/flows.ts';
import type { ClaimedRun, RunChoice } from '../../core/flow/ports.ts';
import type { Run } from '../../core/flow/run.ts';
import type { Designation, StageType } from '../../core/flow/stage-type.ts';
import type { ResponseErrors } from '../../core/flow/step.ts';
import type { Row } from '../../core/model/model.ts';
import { Problem } from '../../core/problem/problem.ts';
import { createChoice } from './choice.ts';
import { CLAIM, type FlowsDeps, IDLE } from './deps.ts';
import { createInspection, type Inspection } from './inspection.ts';
import { type Arrived, type Journey, journeyOf } from './journey.ts';
import { createRestoring, LINK_GONE, LINK_OF_ANOTHER, type Opened, withoutToken } from './restoring.ts';
import { sessionEndStage } from './session-end.ts';
import { createWalking } from './walking.ts';

/** Everything that HTTP asks of flows; providers and sources see `Flows`. */
export interface FlowPages extends Flows {
  /** The slug of the default flow of a designation. */
  defaultFlow(designation: Designation, visitor: Visitor): Promise<string>;
  /** Starts the flow that configures a stage for whoever is signed in; not found where there is none for them. */
  configure(stage: string, visitor: Visitor): Promise<Started>;
  /** Starts a flow about whoever asks, for administrators who try it out. */
  execute(slug: string, visitor: Visitor, query: Readonly<Record<string, string>>): Promise<Started>;
  /** Drops a run, or all of the browser's where none is named. */
  cancel(visitor: Visitor, run?: string): Promise<void>;
  /** Undefined where the browser has no run of that flow, live or over. */
  inspect(address: RunAddress): Promise<Inspection | undefined>;
  /** The run of this browser that waits at a stage: that of the id, else the last one of a flow that has the stage. */
  waiting(input: {
    readonly browser: string | null;
    readonly stage?: string;
    readonly run?: string;
  }): Promise<WaitingRun | undefined>;
  /**
   * Tells a run what it waited for: its stage is begun again when the run is shown the next time, knowing `learnt`.
   * Answers the page of the run; undefined where that visit does not wait any more, or in another browser.
   */
  tell(input: {
    readonly browser: string | null;
    readonly run: string;
    readonly execution: string;
    readonly learnt: FlowContext;
  }): Promise<string | undefined>;
  /** Deletes runs that have expired. */
  purge(): Promise<number>;
}

/** A run that has asked something and was not answered yet. */
export interface WaitingRun {
  readonly run: string;
  readonly slug: string;
  readonly stage: string;
  readonly execution: string;
  readonly memory: unknown;
  readonly context: FlowContext;
}

const said = (string: string, code: string): ResponseErrors => ({ non_field_errors: [{ string, code }] });
const RESTARTED = said('This sign-in was no longer open, so it begins anew.', 'restarted');
const STALE = said('This step has changed in the meantime. Please check it and try again.', 'stale');
const BUSY = said('Your last answer is still being checked. Please wait a moment.', 'busy');

type Begin = Pick<FlowStart, 'query' | 'context' | 'append' | 'continuation' | 'silent'> & Pick<Run, 'from'>;

/** Flows: planned for whoever asks, walked stage by stage, each run bound to the browser that began it. */
export function createFlows(deps: FlowsDeps): FlowPages {
  const { configuration, catalogue, runs, ports } = deps;
  const { clock, random } = ports;
  const types = new Map<string, StageType>();
  for (const type of [...catalogue.stages, ...deps.internalStages, sessionEndStage(deps)]) {
    if (types.has(type.type)) throw new Error(`two stage types are called ${type.type}`);
    types.set(type.type, type);
  }
  const walking = createWalking(deps, types);
  const choose = createChoice(deps);
  const inspection = createInspection(deps);
  const restoring = createRestoring(deps);

  /** The browser's secret; made where it has none. */
  function secret(journey: Journey): string {
    if (journey.browser === null) {
      journey.browser = random.token();
      journey.cookies = { ...journey.cookies, browser: journey.browser };
    }
    return journey.browser;
  }

  const fresh = (flow: Row, journey: Journey, begin: Begin): Run => ({
    id: random.uuid(),
    flow: { pk: String(flow.pk), slug: String(flow.slug) },
    user: journey.actor.user.pk,
    stamp: '',
    query: begin.query ?? {},
    initial: begin.context ?? {},
    context: begin.context ?? {},
    append: begin.append ?? [],
    continuation: begin.continuation ?? null,
    ...(begin.from === undefined ? {} : { from: begin.from }),
    entries: [],
    visit: null,
    history: [],
    notices: [],
    over: null,
  });

  /**
   * Keeps what has to outlive this request. A finished run is gone, unless its last page is more than a redirect or the
   * person may inspect it; of a silent one nothing is kept. False where another request has taken the run over in the
   * meantime.
   */
  async function keep(
    journey: Journey,
    arrived: Arrived,
    claimed: ClaimedRun | null,
    silent = false,
  ): Promise<boolean> {
    const now = clock.now();
    const times = { now, expires: now + IDLE };
    const { run } = arrived;
    const worth =
      !silent &&
      (arrived.at !== 'finished' ||
        arrived.challenge.component !== 'xak-flow-redirect' ||
        journey.actor.user.is_superuser);
    const goesOn = claimed !== null && worth && run.id === claimed.run.id;
    const finished = goesOn ? undefined : claimed?.run.id;
    const { arrived: old, browser } = journey;
    // Where a login or a logout gave the browser another secret, nothing is left under the old one.
    if (old !== null && browser !== null && browser !== old) {
      await runs.move(old, browser, isUntouched, finished);
    } else if (old !== null && finished !== undefined) await runs.delete(finished, old);
    if (goesOn) return runs.save({ run, claim: claimed.claim }, secret(journey), times);
    if (worth) await runs.insert(run, secret(journey), times);
    return true;
  }

  /** The answer to the browser. A run that went on in another flow is shown on that flow's page. */
  function shown(journey: Journey, arrived: Arrived, slug: string): Shown {
    const { run } = arrived;
    const page = arrived.at === 'stage' ? walking.shown(journey, run, arrived.errors) : arrived.challenge;
    const elsewhere = run.flow.slug !== slug && page.component !== 'xak-flow-redirect';
    const challenge: Challenge = elsewhere
      ? {
          component: 'xak-flow-redirect',
          to: pageOf(run.flow.slug, run.query, run.id),
          final_redirect: false,
        }
      : page;
    return { challenge, cookies: journey.cookies };
  }

  async function begin(journey: Journey, flow: Row, how: Begin): Promise<Arrived> {
    const run = fresh(flow, journey, how);
    const arrived = await walking.depart(journey, run, run.initial);
    await keep(journey, arrived, null, how.silent);
    return arrived;
  }

  /** A run belongs to whoever it was planned for. One of nobody, met by somebody who has signed in since, starts over. */
  function ownership(run: Run, journey: Journey): 'same' | 'signed_in' | 'foreign' {
    if (run.user === journey.actor.user.pk) return 'same';
    return run.user === null ? 'signed_in' : 'foreign';
  }

  const sameQuery = (a: Run['query'], b: Run['query'] = {}): boolean =>
    JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

  async function find({ slug, visitor, run: id, query }: RunAddress): Promise<Run | undefined> {
    const { browser } = visitor;
    if (browser === null) return undefined;
    const now = clock.now();
    const found =
      id === undefined ? await runs.newest(slug, browser, now) : await runs.read(id, browser, now);
    if (found?.flow.slug !== slug) return undefined;
    // Two tabs that lead to different places are two runs, even if neither says which.
    return id === undefined && query && !sameQuery(found.query, query) ? undefined : found;
  }

  /** Plans a known run again, from what it began with. */
  async function restarted(
    journey: Journey,
    address: RunAddress,
    run: Run,
    errors: ResponseErrors = {},
  ): Promise<Shown> {
    const { browser } = address.visitor;
    const now = clock.now();
    const claimed =
      browser === null ? undefined : await runs.claim({ id: run.id }, browser, { now, until: now + CLAIM });
    if (claimed === undefined || claimed === 'busy') throw new Problem('throttled');
    journey.errors = errors;
    const over = { ...claimed.run, history: [], notices: [], visit: null, entries: [], over: null };
    const arrived = await walking.depart(journey, over, run.initial);
    await keep(journey, arrived, claimed);
    return shown(journey, arrived, address.slug);
  }

  async function anew(
    journey: Journey,
    address: RunAddress,
    flow: Row,
    errors: ResponseErrors = {},
  ): Promise<Shown> {
    journey.errors = errors;
    const arrived = await begin(journey, flow, { query: address.query ?? {} });
    return shown(journey, arrived, address.slug);
  }

  /** What a known run shows now, without advancing it. */
  async function current(
    journey: Journey,
    address: RunAddress,
    flow: Row,
    run: Run,
    errors: ResponseErrors = {},
  ): Promise<Shown> {
    const whose = run.flow.pk === flow.pk ? ownership(run, journey) : 'foreign';
    if (whose === 'foreign') {
      if (address.visitor.browser !== null) await runs.delete(run.id, address.visitor.browser);
      return anew(journey, address, flow, errors);
    }
    if (whose === 'signed_in' || run.over?.how === 'broken' || walking.outdated(run)) {
      return restarted(journey, address, run, errors);
    }
    if (run.over?.challenge) return { challenge: run.over.challenge, cookies: journey.cookies };
    if (isTold(run)) {
      const arrived = await goneOn(journey, run, run.context);
      // Another request goes on with it.
      if (!arrived) throw new Problem('throttled');
      return shown(journey, arrived, address.slug);
    }
    if (!run.visit?.challenge) return anew(journey, address, flow, errors);
    return { challenge: walking.shown(journey, run, errors), cookies: journey.cookies };
  }

  /** A page that says why a link leads nowhere. */
  function gone(journey: Journey, address: RunAddress, flow: Row, message = LINK_GONE): Shown {
    const { request_id } = journey.actor.http;
    const run = fresh(flow, journey, {});
    return shown(journey, walking.refuse(journey, run, { message, messages: [], request_id }), address.slug);
  }

  /** A link was opened. One that came by mail asks first; nothing has happened until then. */
  async function opened(journey: Journey, address: RunAddress, flow: Row, token: string): Promise<Shown> {
    const found = await restoring.peek(token, flow);
    if (!found) return usedUp(journey, address, flow);
    if (isAnother(journey, found)) return gone(journey, address, flow, LINK_OF_ANOTHER);
    if (!found.link.confirm) return followed(journey, address, flow, token);
    const about = fresh(flow, journey, { context: restoring.contextOf(found) });
    // No run was begun, so there is none to go on with.
    const { run: _, ...challenge } = walking.page(journey, about, restoring.question(token));
    return { challenge: challenge as Challenge, cookies: journey.cookies };
  }

  const isAnother = ({ actor: { user } }: Journey, { link }: Opened): boolean =>
    user.pk !== null && user.pk !== link.user;

  /** After a link was used, this browser's run goes on; for everybody else it leads nowhere. */
  async function usedUp(journey: Journey, address: RunAddress, flow: Row): Promise<Shown> {
    const found = await find(address);
    if (found?.context.is_restored === true) return current(journey, address, flow, found);
    return gone(journey, address, flow);
  }

  /** A link is used, once: the run that waits for it goes on, or a new one begins about its person. */
  async function followed(journey: Journey, address: RunAddress, flow: Row, token: string): Promise<Shown> {
    const taken = await restoring.take(token, flow);
    if (!taken) return usedUp(journey, address, flow);
    const { link } = taken;
    const context = restoring.contextOf(taken);
    const here = await find(address);
    if (restoring.waiting(here, taken)) {
      const arrived = await goneOn(journey, here, context);
      if (arrived) return shown(journey, arrived, address.slug);
    }
    const arrived = await begin(journey, flow, {
      query: address.query ?? {},
      context,
      ...(link.resume ? { from: link.resume.binding, append: link.resume.append } : {}),
    });
    if ('inapplicable' in arrived) await restoring.putBack(token, link);
    return shown(journey, arrived, address.slug);
  }

  /** The run that waited for a link, with what the link proves; undefined where another request holds it. */
  async function goneOn(journey: Journey, run: Run, context: FlowContext): Promise<Arrived | undefined> {
    if (journey.browser === null) return undefined;
    const now = clock.now();
    const claimed = await runs.claim({ id: run.id }, journey.browser, { now, until: now + CLAIM });
    if (claimed === undefined || claimed === 'busy') return undefined;
    const { pending_user, is_restored, restored_by } = context;
    const known = { ...claimed.run.context, pending_user, is_restored, restored_by } as FlowContext;
    const arrived = await walking.resume(journey, { ...claimed.run, notices: [], context: known });
    return (await keep(journey, arrived, claimed)) ? arrived : undefined;
  }

  async function get(asked: RunAddress): Promise<Shown> {
    const { token, address } = withoutToken(asked);
    const journey = journeyOf(address.visitor, true);
    const flow = await choose({ slug: address.slug }, address.visitor);
    if (token !== undefined) return opened(journey, address, flow, token);
    const found = await find(address);
    return found ? current(journey, address, flow, found) : anew(journey, address, flow);
  }

  /** Somebody pressed the button of a link that came by mail. */
  async function confirmed(journey: Journey, address: RunAddress, flow: Row, token: string): Promise<Shown> {
    const found = await restoring.peek(token, flow);
    if (found && isAnother(journey, found)) return gone(journey, address, flow, LINK_OF_ANOTHER);
    return followed(journey, address, flow, token);
  }

  async function answer(asked: RunAddress, body: Readonly<Record<string, unknown>>): Promise<Shown> {
    const { token, address } = withoutToken(asked);
    const journey = journeyOf(address.visitor, true);
    const flow = await choose({ slug: address.slug }, address.visitor);
    if (token !== undefined && restoring.confirms(token, body))
      return confirmed(journey, address, flow, token);
    const { browser } = address.visitor;
    if (browser === null) return anew(journey, address, flow, RESTARTED);

    const now = clock.now();
    const { slug } = address;
    const choice: RunChoice = address.run === undefined ? { newest: slug } : { id: address.run };
    const claimed = await runs.claim(choice, browser, { now, until: now + CLAIM });
    if (claimed === 'busy') return meanwhile(journey, address, flow, body);
    if (!claimed) return anew(journey, address, flow, RESTARTED);
    if (!matches(claimed.run, flow, journey, body)) {
      await runs.release(claimed);
      return claimed.run.flow.slug === slug
        ? current(journey, address, flow, claimed.run, STALE)
        : anew(journey, address, flow, RESTARTED);
    }
    const run: Run = { ...claimed.run, notices: [] };
    const arrived = await walking.answer(journey, run, body);
    if (!(await keep(journey, arrived, claimed))) {
      const now = await find(address);
      return now ? current(journey, address, flow, now, STALE) : anew(journey, address, flow, RESTARTED);
    }
    return shown(journey, arrived, address.slug);
  }

  /** What the browser is told whose run another request holds at this moment. */
  async function meanwhile(
    journey: Journey,
    address: RunAddress,
    flow: Row,
    body: Readonly<Record<string, unknown>>,
  ): Promise<Shown> {
    const { query: _, ...anyQuery } = address;
    const found = await find(anyQuery);
    if (!found) return anew(journey, address, flow, RESTARTED);
    return current(journey, address, flow, found, matches(found, flow, journey, body) ? BUSY : STALE);
  }

  /** Whether an answer is to the very challenge that the run shows, by the person it is shown to. */
  function matches(run: Run, flow: Row, journey: Journey, body: Readonly<Record<string, unknown>>): boolean {
    return (
      run.flow.pk === flow.pk &&
      run.over === null &&
      run.visit?.challenge !== undefined &&
      run.visit.challenge !== null &&
      ownership(run, journey) === 'same' &&
      body.component === walking.component(run) &&
      (body.execution === undefined || body.execution === run.visit.execution) &&
      (body.run === undefined || body.run === run.id)
    );
  }

  async function start(input: FlowStart): Promise<Started> {
    const flow = await choose(input.flow, input.visitor);
    const journey = journeyOf(input.visitor, false);
    const begun = started(journey, await begin(journey, flow, input));
    return input.silent ? { ...begun, run: null } : begun;
  }

  function started(journey: Journey, arrived: Arrived): Started {
    const { run } = arrived;
    const { cookies } = journey;
    if (arrived.at === 'finished') {
      const { component, to } = arrived.challenge;
      if (component === 'xak-flow-redirect' && typeof to === 'string')
        return { outcome: 'finished', to, run: null, cookies };
    }
    const outcome = arrived.at === 'denied' ? 'denied' : 'shown';
    return { outcome, to: pageOf(run.flow.slug, run.query, run.id), run: run.id, cookies };
  }

  const about = (visitor: Visitor): FlowContext => ({ pending_user: pendingUser(visitor.actor.user) });

  return {
    get,
    answer,
    start,

    async refuse({ flow: choice, visitor, refusal }) {
      const flow = await choose(choice, visitor);
      const journey = journeyOf(visitor, false);
      const { application } = refusal;
      const context = application ? { application: { pk: '', slug: '', name: application.name } } : {};
      // Only this page knows the application: a run that is begun anew from here is an ordinary one.
      const arrived = walking.refuse(journey, { ...fresh(flow, journey, {}), context }, refusal);
      await keep(journey, arrived, null);
      return started(journey, arrived);
    },

    defaultFlow: async (designation, visitor) => String((await choose({ designation }, visitor)).slug),

    async configure(stage, visitor) {
      const row = configuration.get('stages', stage);
      const type = row && types.get(String(row.type));
      if (!visitor.actor.user.is_authenticated) throw new Problem('not_authenticated');
      if (!type?.configurable || typeof row?.configure_flow !== 'string') throw new Problem('not_found');
      const flow = await choose({ pk: row.configure_flow }, visitor);
      const journey = journeyOf(visitor, false);
      const arrived = await begin(journey, flow, { context: about(visitor) });
      if ('inapplicable' in arrived) throw new Problem('not_found');
      return started(journey, arrived);
    },

    execute: (slug, visitor, query) => start({ flow: { slug }, visitor, query, context: about(visitor) }),

    async cancel({ browser }, run) {
      if (browser === null) return;
      if (run === undefined) await runs.clear(browser);
      else await runs.delete(run, browser);
    },

    async inspect({ slug, visitor, run: id }) {
      const { browser, actor } = visitor;
      if (browser === null) return undefined;
      const now = clock.now();
      const run = id === undefined ? await runs.last(slug, browser, now) : await runs.read(id, browser, now);
      return run?.flow.slug === slug ? inspection(run, actor) : undefined;
    },

    async waiting({ browser, stage, run: id }) {
      if (browser === null) return undefined;
      const now = clock.now();
      const slugs = new Set(
        configuration
          .by('stage_bindings', 'stage', stage ?? '')
          .map(({ target }) => String(configuration.get('flows', String(target))?.slug)),
      );
      const found =
        id === undefined
          ? await Promise.all([...slugs].map((slug) => runs.newest(slug, browser, now)))
          : [await runs.read(id, browser, now)];
      const [run] = found.flatMap((one) => (one && isWaiting(one, stage) ? [one] : []));
      const [entry] = run?.entries ?? [];
      if (!run?.visit || !entry?.stage) return undefined;
      const { execution, memory } = run.visit;
      return {
        run: run.id,
        slug: run.flow.slug,
        stage: entry.stage,
        execution,
        memory,
        context: run.context,
      };
    },

    async tell({ browser, run: id, execution, learnt }) {
      if (browser === null) return undefined;
      const now = clock.now();
      const claimed = await runs.claim({ id }, browser, { now, until: now + CLAIM });
      if (claimed === undefined || claimed === 'busy') return undefined;
      const { run } = claimed;
      if (!isWaiting(run) || run.visit?.execution !== execution) {
        await runs.release(claimed);
        return undefined;
      }
      const told = { ...claimed, run: { ...run, visit: null, context: { ...run.context, ...learnt } } };
      const kept = await runs.save(told, browser, { now, expires: now + IDLE });
      return kept ? pageOf(run.flow.slug, run.query, id) : undefined;
    },

    purge: () => runs.purge(clock.now()),
  };
}

/** What it waited for has come; the stage has not been begun again yet. */
const isTold = ({ over, visit, entries }: Run): boolean =>
  over === null && visit === null && entries.length > 0;

const isWaiting = ({ over, visit, entries: [entry] }: Run, stage?: string): boolean =>
  over === null && visit?.challenge != null && (stage === undefined || entry?.stage === stage);

/** Nobody has been named or proven in it, so it is worth no more than a fresh one. */
const isUntouched = ({ user, context, history }: Run): boolean =>
  user === null && history.length === 0 && !context.pending_user && !context.proofs?.length;
