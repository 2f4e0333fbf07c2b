import type { Catalogue } from '../catalogue.ts';
import type { Change, Row } from '../model/model.ts';
import type { Replica } from '../model/objects.ts';
import { createBound } from './bound.ts';
import { compilePolicy, compileTarget } from './compile.ts';
import { createMembership } from './membership.ts';
import type { UserFacts } from './request.ts';
import { type BoundPolicy, type CompiledTarget, TARGET_KINDS } from './target.ts';
import type { Fault } from './verdict.ts';

/**
 * The configuration as decisions read it: targets with their bindings compiled, users with their groups closed over
 * all ancestors. Everything it hands out is immutable; a change makes new objects for what it touches and leaves the
 * rest alone.
 */
export interface Graph {
  /** Counts up with each change; part of every decision. */
  readonly revision: number;
  /** By the key of a flow, stage binding, application or source; undefined where there is none. */
  target(pk: string): CompiledTarget | undefined;
  /** A policy by itself; a fault where it cannot be asked. */
  policy(pk: string): BoundPolicy | Fault;
  /** The same by its name; undefined where there is none. */
  policyNamed(name: string): BoundPolicy | Fault | undefined;
  hasPolicy(pk: string): boolean;
  /** The user as policies see it; undefined where there is no such user. */
  user(pk: number): UserFacts | undefined;
  /** The same for a row that need not be stored (an enrolment, a change that is being tried). */
  facts(row: Row): UserFacts;
  /** The group and everything above it. */
  ancestors(group: string): readonly string[];
  /** Keys of the users in the group or in any group below it. */
  membersOf(group: string): readonly number[];
  /** Stops following the replica. */
  close(): void;
}

/** The marks of targets whose bindings a cascade took away; their key is the target's. */
const CLOSED = 'closed_targets';
const TARGET_TABLES: ReadonlySet<string> = new Set(TARGET_KINDS.map(({ table }) => table));

/** Follows the replica. Targets are compiled when they are first asked for, and again after a change touched them. */
export function createGraph(replica: Replica, catalogue: Pick<Catalogue, 'policies' | 'modelOf'>): Graph {
  const membership = createMembership(replica);
  const bound = createBound(replica);
  const targets = new Map<string, CompiledTarget>();
  const policies = new Map<string, BoundPolicy | Fault>();
  /** Which compiled targets read a row, by table and key: of policies, groups, users, flows, stages. Mostly it is one. */
  const readers = new Map<string, Map<string | number, string | Set<string>>>();

  function note(table: string, pk: string | number, target: string): void {
    const there = readers.get(table);
    const known = there?.get(pk);
    if (!there) readers.set(table, new Map([[pk, target]]));
    else if (known === undefined) there.set(pk, target);
    else if (typeof known !== 'string') known.add(target);
    else if (known !== target) there.set(pk, new Set([known, target]));
  }

  function follow(target: CompiledTarget): void {
    for (const { subject } of target.bindings) {
      if (subject.kind === 'policy') note('policies', subject.pk, target.pk);
      if (subject.kind === 'group') note('groups', subject.pk, target.pk);
      if (subject.kind === 'user') note('users', subject.pk, target.pk);
    }
    if (target.kind !== 'stage_binding') return;
    note('flows', String(target.obj.target), target.pk);
    note('stages', String(target.obj.stage), target.pk);
  }

  function forget(change: Change): void {
    const there = readers.get(change.table);
    const known = there?.get(change.pk);
    if (typeof known === 'string') targets.delete(known);
    else for (const target of known ?? []) targets.delete(target);
    there?.delete(change.pk);
    if (change.table === 'policies') policies.delete(String(change.pk));
    if (TARGET_TABLES.has(change.table) || change.table === CLOSED) targets.delete(String(change.pk));
  }

  const close = replica.onChange((changes) => {
    membership.apply(changes);
    for (const target of bound.apply(changes)) targets.delete(target);
    for (const change of changes) forget(change);
  });

  function policy(pk: string): BoundPolicy | Fault {
    const known = policies.get(pk);
    if (known) return known;
    const row = replica.get('policies', pk);
    const compiled = compilePolicy(catalogue, row);
    if (row) policies.set(pk, compiled);
    return compiled;
  }

  return {
    get revision() {
      return replica.revision;
    },
    target(pk) {
      const known = targets.get(pk);
      if (known) return known;
      const compiled = compileTarget(replica, catalogue, pk, bound.of(pk));
      if (!compiled) return undefined;
      targets.set(pk, compiled);
      follow(compiled);
      return compiled;
    },
    policy,
    policyNamed(name) {
      const [row] = replica.by('policies', 'name', name);
      return row && policy(String(row.pk));
    },
    hasPolicy: (pk) => replica.get('policies', pk) !== undefined,
    user: membership.user,
    facts: membership.facts,
    ancestors: membership.ancestors,
    membersOf: membership.membersOf,
    close,
  };
}
