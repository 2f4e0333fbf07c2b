import type { Catalogue } from '../catalogue.ts';
import { type Row, secretFields } from '../model/model.ts';
import type { Replica } from '../model/objects.ts';
import { ownFields } from '../model/own-fields.ts';
import { type Binding, byOrder, compileBinding } from './binding.ts';
import type { Subject } from './decision.ts';
import { type BoundPolicy, type CompiledTarget, isBroken, TARGET_KINDS, type TargetKind } from './target.ts';
import type { Fault } from './verdict.ts';

export type Rows = Pick<Replica, 'get'>;
export type Types = Pick<Catalogue, 'policies' | 'modelOf'>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const whole = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise;

/** The row that bindings with that `target` are attached to, and its kind. */
export function findTarget(rows: Rows, pk: string): { row: Row; kind: TargetKind } | undefined {
  for (const kind of TARGET_KINDS) {
    const row = rows.get(kind.table, pk);
    if (row) return { row, kind };
  }
  return undefined;
}

/** Reads a policy's row; a policy whose type or settings this version does not know is a fault, never a pass. */
export function compilePolicy(types: Types, row: Row | undefined): BoundPolicy | Fault {
  if (!row) return { fault: 'missing', detail: 'the policy does not exist any more' };
  const type = types.policies.find((candidate) => candidate.type === row.type);
  if (!type) return { fault: 'missing', detail: `there is no policy type \`${text(row.type)}\`` };
  const parsed = ownFields(type.config, row);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    return { fault: 'exception', detail: `the stored settings of the policy do not fit its type: ${fields}` };
  }
  return {
    pk: String(row.pk),
    name: text(row.name),
    execution_logging: row.execution_logging === true,
    type,
    config: parsed.data,
  };
}

/** Milliseconds since the epoch; a date that cannot be read has passed long ago. */
function expiry(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const time = value instanceof Date ? value.getTime() : Date.parse(text(value));
  return Number.isNaN(time) ? 0 : time;
}

interface Resolved {
  readonly subject: Subject;
  readonly policy?: BoundPolicy;
  readonly broken?: Fault;
}

const gone = (what: string): Fault => ({ fault: 'missing', detail: `the ${what} does not exist any more` });

function resolve(rows: Rows, types: Types, row: Row): Resolved {
  const references = [row.policy, row.group, row.user].filter(
    (value) => value !== null && value !== undefined,
  );
  if (references.length > 1) {
    return {
      subject: { kind: 'none', pk: null, label: '' },
      broken: { fault: 'exception', detail: 'the binding names more than one subject' },
    };
  }
  if (typeof row.policy === 'string') {
    const found = rows.get('policies', row.policy);
    const policy = compilePolicy(types, found);
    const subject = { kind: 'policy', pk: row.policy, label: text(found?.name) } as const;
    return isBroken(policy) ? { subject, broken: policy } : { subject, policy };
  }
  if (typeof row.group === 'string') {
    const found = rows.get('groups', row.group);
    const subject = { kind: 'group', pk: row.group, label: text(found?.name) } as const;
    return found ? { subject } : { subject, broken: gone('group') };
  }
  if (typeof row.user === 'number') {
    const found = rows.get('users', row.user);
    const subject = { kind: 'user', pk: row.user, label: text(found?.username) } as const;
    return found ? { subject } : { subject, broken: gone('user') };
  }
  return { subject: { kind: 'none', pk: null, label: '' } };
}

function label(rows: Rows, kind: TargetKind, row: Row): string {
  if (kind.kind !== 'stage_binding') return text(row.name);
  const flow = rows.get('flows', text(row.target));
  const stage = rows.get('stages', text(row.stage));
  return `${text(flow?.slug)}: ${text(stage?.name)}`;
}

/** A target and all that is bound to it (`bound`: rows of bindings), from the rows as they are now. */
export function compileTarget(
  rows: Rows,
  types: Types,
  pk: string,
  bound: Iterable<Row>,
): CompiledTarget | undefined {
  const found = findTarget(rows, pk);
  if (!found) return undefined;
  const { row, kind } = found;
  const policies = new Map<string, BoundPolicy>();
  const bindings = [...bound]
    .map((binding): Binding => {
      const { subject, policy, broken } = resolve(rows, types, binding);
      if (policy) policies.set(String(binding.pk), policy);
      return compileBinding({
        pk: String(binding.pk),
        order: whole(binding.order, 0),
        enabled: binding.enabled !== false,
        negate: binding.negate === true,
        failure_result: binding.failure_result === true,
        dry_run: binding.dry_run === true,
        expires: expiry(binding.expires),
        timeout: whole(binding.timeout, 30),
        subject,
        broken,
      });
    })
    .toSorted(byOrder);
  const asked = bindings.flatMap((binding) => {
    const policy = policies.get(binding.pk);
    return policy && binding.enabled ? [{ binding, policy }] : [];
  });
  const model = types.modelOf(kind.table, row.type);
  const secrets = secretFields(model);
  return {
    pk,
    kind: kind.kind,
    model: model.name,
    name: label(rows, kind, row),
    mode: kind.mode ?? (row.policy_engine_mode === 'all' ? 'all' : 'any'),
    when_unbound:
      row.when_unbound === 'pass' || row.when_unbound === 'fail' ? row.when_unbound : kind.when_unbound,
    closed: rows.get('closed_targets', pk) !== undefined,
    bindings,
    policies: asked,
    immediate: asked.every(({ policy }) => policy.type.immediate(policy.config)),
    quiet: bindings.every(({ subject, dry_run, broken }) => subject.kind !== 'policy' && !dry_run && !broken),
    // Rows never change: where there is no secret in one, it is handed out as it is.
    obj:
      secrets.length === 0
        ? row
        : Object.fromEntries(Object.entries(row).filter(([key]) => !secrets.includes(key))),
  };
}
