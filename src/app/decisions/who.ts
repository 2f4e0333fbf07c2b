import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { findTarget } from '../../core/policy/compile.ts';
import type { Decision, Subject, TraceEntry } from '../../core/policy/decision.ts';
import type { Graph } from '../../core/policy/graph.ts';
import { redactorOf } from '../../core/policy/record.ts';
import { ANONYMOUS, type PolicyRequest, type UserFacts } from '../../core/policy/request.ts';
import type { CompiledTarget, PolicyBinding } from '../../core/policy/target.ts';
import type { Clock } from '../../core/ports.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { Authority } from '../objects/authority.ts';
import type { ObjectUseCases } from '../objects/objects.ts';
import type { Decisions } from './decisions.ts';
import { type ScriptReach, supposing, undetermined, without } from './supposing.ts';
import { becauseOf } from './words.ts';

/** Somebody passes, does not, or it depends on the request. */
export type Passing = 'true' | 'false' | 'depends';

export interface WhoInput {
  readonly target: string;
  readonly passing?: Passing | undefined;
  /** Words in the username, the name or the e-mail address. */
  readonly search?: string | undefined;
  readonly page: number;
  readonly page_size: number;
}

/** What a binding names; without its key and its name for whoever may not view it. */
export type ShownSubject =
  | Subject
  | { readonly kind: Exclude<Subject['kind'], 'none'>; readonly pk: null; readonly label: '' };

/** What decided about somebody. */
export interface Decider {
  readonly binding: string;
  readonly subject: ShownSubject;
  readonly why: TraceEntry['why'] | 'depends';
  readonly negated: boolean;
  readonly messages: readonly string[];
}

export interface WhoRow {
  readonly user: { readonly pk: number; readonly username: string; readonly name: string };
  /** Null: it depends on the request. */
  readonly passing: boolean | null;
  readonly decided: readonly Decider[];
  readonly because: string;
}

export interface WhoAnswer {
  readonly rows: readonly WhoRow[];
  /** How many were found so far for this search and filter. */
  readonly count: number;
  readonly counts: { readonly passing: number; readonly refused: number; readonly depends: number };
  /** Active users that the actor may view, and how many of them are judged so far. */
  readonly total: number;
  readonly judged: number;
  /** What is true of somebody who is not signed in. */
  readonly anonymous: boolean | null;
  /** What the answers that are open depend on. */
  readonly depends_on: readonly Decider[];
  readonly unbound: boolean;
  readonly closed: boolean;
  /** Milliseconds since the epoch: when the judging began. */
  readonly as_of: number;
}

export interface AccessInput {
  readonly user: number;
  readonly passing?: Passing | undefined;
  /** Words in the name of the application. */
  readonly search?: string | undefined;
  readonly page: number;
  readonly page_size: number;
}

export interface AccessRow {
  readonly application: { readonly pk: string; readonly name: string; readonly slug: string };
  /** Null: it depends on the request. */
  readonly passing: boolean | null;
  readonly decided: readonly Decider[];
  readonly because: string;
}

export interface AccessAnswer {
  readonly rows: readonly AccessRow[];
  readonly count: number;
  readonly counts: WhoAnswer['counts'];
}

/** Who passes a target now, among those whom the actor may view. */
export interface Who {
  /**
   * Judges as many as fit into a moment and answers with what is known; asked again, it goes on from there. Whoever may
   * view the target may ask. Nothing is recorded, nothing happens.
   */
  ask(input: WhoInput, actor: Actor): Promise<WhoAnswer>;
  /** What one person may open among the applications that the actor may view. */
  of(input: AccessInput, actor: Actor): Promise<AccessAnswer>;
}

export interface WhoDeps {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  readonly graph: Graph;
  readonly decisions: Pick<Decisions, 'decide' | 'decideMany'>;
  readonly authority: Authority;
  readonly cases: Pick<ObjectUseCases, 'find' | 'sees'>;
  readonly clock: Clock;
  /** Milliseconds from any fixed moment. */
  readonly elapsed: () => number;
  /** Lets others have their turn. */
  readonly pause: () => Promise<void>;
  readonly reach: ScriptReach;
}

/** Users who are judged before others have their turn. */
const AT_ONCE = 500;
/** Milliseconds of judging for one question. */
const MOMENT = 500;
/** Milliseconds for which answers are good that had to be asked for; the others are worked out anew after any change. */
const FRESH = 10_000;
/** Milliseconds for which they are good where nothing has changed: bindings expire, and the world goes on. */
const UNCHANGED = 60_000;
/** Milliseconds in which judging many has to come to an end. */
const LONGEST = 300_000;
/** Targets whose answers are kept. */
const MOST_KEPT = 8;

const YES = 1;
const NO = 2;
const DEPENDS = 3;
const CODES: Readonly<Record<Passing, number>> = { true: YES, false: NO, depends: DEPENDS };

/** The answers for one target and one actor, as far as they have been worked out. */
interface Work {
  readonly key: string;
  readonly target: CompiledTarget;
  readonly open: readonly PolicyBinding[];
  readonly revision: number;
  readonly began: number;
  readonly users: readonly Row[];
  readonly answers: Uint8Array;
  readonly anonymous: number;
  judged: number;
  /** When the last was judged. */
  ended: number;
  /** Set while somebody works on it: who else asks meanwhile waits for the same step. */
  step: Promise<void> | undefined;
}

export function createWho(deps: WhoDeps): Who {
  const { catalogue, replica, graph, decisions, authority, cases, clock, elapsed, pause, reach } = deps;
  const users = catalogue.model('authentik_core.user');
  const groups = catalogue.model('authentik_core.group');
  const policies = catalogue.model('authentik_policies.policy');
  const applications = catalogue.model('authentik_core.application');
  const kept = new Map<string, Work>();

  const visibleTo = (actor: Actor): ((pk: number) => boolean) => {
    if (authority.has(actor, 'authentik_core.view_user')) return () => true;
    const own = new Set(authority.objectsOf(actor, 'authentik_core.view_user', users).map(Number));
    return (pk) => own.has(pk) || pk === actor.user.pk;
  };

  async function targetOf(pk: string, actor: Actor): Promise<CompiledTarget> {
    const found = findTarget(replica, pk);
    const target = graph.target(pk);
    if (!found || !target) throw new Problem('not_found');
    await cases.find(catalogue.modelOf(found.kind.table, found.row.type), { pk }, 'view', actor);
    return target;
  }

  /** Whether answers are as good as new ones. What is not finished goes on, else it never would where much changes. */
  function isGood(work: Work, target: CompiledTarget): boolean {
    if (work.target !== target) return false;
    const age = clock.now() - work.began;
    if (work.judged < work.users.length) return age < LONGEST;
    return work.revision === graph.revision
      ? clock.now() - work.ended < UNCHANGED
      : !target.immediate && clock.now() - work.ended < FRESH;
  }

  /** Yes or no where it is the same whatever the open policies say. */
  async function judge(
    work: Judged,
    people: readonly UserFacts[],
    visibleUsers: (pk: number) => boolean,
  ): Promise<readonly number[]> {
    const { target, open } = work;
    const targets =
      open.length === 0 ? [target] : [supposing(target, open, true), supposing(target, open, false)];
    // A negated binding turns a supposition around too: which of the two is the better one does not matter.
    const [one = [], other = one] = await decisions.decideMany({
      targets,
      users: people,
      http_request: null,
      debug: true,
      time: work.began,
      visibleUsers,
    });
    return one.map((passing, index) => (passing !== other[index] ? DEPENDS : passing ? YES : NO));
  }

  async function begin(target: CompiledTarget, actor: Actor): Promise<Work> {
    const sees = visibleTo(actor);
    const key = `${target.pk} ${String(actor.user.pk)}`;
    const before = kept.get(key);
    kept.delete(key);
    if (before && isGood(before, target)) {
      kept.set(key, before);
      return before;
    }
    const people = [...replica.all('users')].filter(({ pk, is_active }) => is_active && sees(Number(pk)));
    const name = ({ username }: Row) => String(username);
    people.sort((a, b) => (name(a) < name(b) ? -1 : 1));
    const began = clock.now();
    const open = await undetermined(target, began, reach);
    const [anonymous = NO] = await judge({ target, open, began }, [ANONYMOUS], sees);
    const work: Work = {
      key,
      target,
      open,
      revision: graph.revision,
      began,
      users: people,
      answers: new Uint8Array(people.length),
      anonymous,
      judged: 0,
      ended: began,
      step: undefined,
    };
    kept.set(key, work);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return work;
  }

  async function advance(work: Work, sees: (pk: number) => boolean): Promise<void> {
    const start = work.judged;
    const some = work.users.slice(start, start + AT_ONCE);
    const codes = await judge(work, some.map(graph.facts), sees);
    work.answers.set(codes, start);
    work.judged = start + some.length;
    work.ended = clock.now();
    await pause();
  }

  async function work(target: CompiledTarget, actor: Actor): Promise<Work> {
    const found = await begin(target, actor);
    const started = elapsed();
    const sees = visibleTo(actor);
    while (found.judged < found.users.length && elapsed() - started < MOMENT) {
      found.step ??= advance(found, sees).finally(() => {
        found.step = undefined;
      });
      await found.step;
    }
    return found;
  }

  const isShown = (subject: Exclude<Subject, { kind: 'none' }>, actor: Actor): boolean => {
    if (subject.kind === 'user') return visibleTo(actor)(subject.pk);
    const [table, model] =
      subject.kind === 'group' ? (['groups', groups] as const) : (['policies', policies] as const);
    const row = replica.get(table, subject.pk);
    return row !== undefined && cases.sees(model, row, actor);
  };

  /** As far as the actor may know: of what they may not view, only which kind it is. */
  const decider = (one: Decider & { readonly subject: Subject }, actor: Actor): Decider => {
    const { subject } = one;
    if (subject.kind === 'none' || isShown(subject, actor)) return one;
    return { ...one, subject: { kind: subject.kind, pk: null, label: '' }, messages: [] };
  };

  const deciders = (open: readonly PolicyBinding[], actor: Actor): readonly Decider[] =>
    open.map(({ binding: { pk: binding, subject, negate: negated } }) =>
      decider({ binding, subject, why: 'depends', negated, messages: [] }, actor),
    );

  /** What decided about somebody, as far as the actor may know. */
  async function explained(
    { target, open, began }: Judged,
    facts: UserFacts,
    code: number | undefined,
    actor: Actor,
  ): Promise<Omit<WhoRow, 'user'>> {
    if (code === DEPENDS) {
      const decided = deciders(open, actor);
      return { passing: null, decided, because: becauseOf(target, null, decided) };
    }
    const passing = code === YES;
    const visibleUsers = visibleTo(actor);
    const request = { user: facts, http_request: null, context: {}, time: began, visibleUsers };
    const known = without(target, open);
    const decision = await decisions.decide(known, { ...request, debug: true });
    const { text } = redactorOf({ ...request, obj: target.obj, debug: true } satisfies PolicyRequest);
    const decided = causes(decision, passing).map(({ binding, subject, why, negated, messages }) =>
      decider({ binding, subject, why, negated, messages: messages.map(text) }, actor),
    );
    return { passing, decided, because: becauseOf(target, passing, decided, decision.closed) };
  }

  async function rowOf(found: Work, index: number, actor: Actor): Promise<WhoRow> {
    const row = found.users[index] as Row;
    const user = { pk: Number(row.pk), username: String(row.username), name: String(row.name ?? '') };
    return { user, ...(await explained(found, graph.facts(row), found.answers[index], actor)) };
  }

  /** Positions of those who fit search and filter among the judged, in order. */
  async function matching(found: Work, { passing, search }: WhoInput) {
    const words = search?.trim().toLowerCase() ?? '';
    const wanted = passing && CODES[passing];
    const counts = { passing: 0, refused: 0, depends: 0 };
    const hits: number[] = [];
    for (let index = 0; index < found.judged; index++) {
      if (words !== '' && index % (AT_ONCE * 10) === AT_ONCE * 10 - 1) await pause();
      const row = found.users[index] as Row;
      if (words !== '' && !fields(row).some((field) => field.toLowerCase().includes(words))) continue;
      const code = found.answers[index];
      if (code === YES) counts.passing++;
      else if (code === NO) counts.refused++;
      else if (code === DEPENDS) counts.depends++;
      if (wanted === undefined || wanted === code) hits.push(index);
    }
    return { counts, hits };
  }

  return {
    async ask(input, actor) {
      const target = await targetOf(input.target, actor);
      const found = await work(target, actor);
      const { counts, hits } = await matching(found, input);
      const start = (input.page - 1) * input.page_size;
      const shownNow = hits.slice(start, start + input.page_size);
      const rows = await Promise.all(shownNow.map((index) => rowOf(found, index, actor)));
      const nobody = await decisions.decide(without(target, found.open), {
        user: ANONYMOUS,
        http_request: null,
        debug: true,
      });
      return {
        rows,
        count: hits.length,
        counts,
        total: found.users.length,
        judged: found.judged,
        anonymous: found.anonymous === DEPENDS ? null : found.anonymous === YES,
        depends_on: deciders(found.open, actor),
        unbound: nobody.unbound && found.open.length === 0,
        closed: nobody.closed && found.open.length === 0,
        as_of: found.began,
      };
    },

    async of({ user, passing, search, page, page_size }, actor) {
      const person = replica.get('users', user);
      if (!person || !visibleTo(actor)(user)) throw new Problem('not_found');
      const facts = graph.facts(person);
      const began = clock.now();
      const words = search?.trim().toLowerCase() ?? '';
      const name = (row: Row) => String(row.name);
      const rows = [...replica.all('applications')]
        .filter((row) => name(row).toLowerCase().includes(words) && cases.sees(applications, row, actor))
        .sort((a, b) => (name(a) < name(b) ? -1 : 1));
      const judged: { readonly row: Row; readonly code: number; readonly work: Judged }[] = [];
      for (const row of rows) {
        const target = graph.target(String(row.pk));
        if (!target) continue;
        const work = { target, open: await undetermined(target, began, reach), began };
        const [code = NO] = await judge(work, [facts], visibleTo(actor));
        judged.push({ row, code, work });
        if (judged.length % AT_ONCE === 0) await pause();
      }
      const many = (wanted: number) => judged.filter(({ code }) => code === wanted).length;
      const hits = judged.filter(({ code }) => passing === undefined || code === CODES[passing]);
      const start = (page - 1) * page_size;
      return {
        rows: await Promise.all(
          hits.slice(start, start + page_size).map(async ({ row, code, work }) => ({
            application: { pk: String(row.pk), name: name(row), slug: String(row.slug) },
            ...(await explained(work, facts, code, actor)),
          })),
        ),
        count: hits.length,
        counts: { passing: many(YES), refused: many(NO), depends: many(DEPENDS) },
      };
    },
  };
}

type Judged = Pick<Work, 'target' | 'open' | 'began'>;

const fields = ({ username, name, email }: Row): readonly string[] => [username, name, email].map(String);

/** The bindings that have the verdict on their conscience. */
const causes = ({ trace }: Decision, passing: boolean): readonly TraceEntry[] =>
  trace.filter(({ outcome }) => outcome === (passing ? 'pass' : 'fail'));
