import { answerErrors } from '../../core/flow/answer-errors.ts';
import type { Entry, Run } from '../../core/flow/run.ts';
import type { Designation, StageInput, StageType } from '../../core/flow/stage-type.ts';
import { ACCOUNT_CHANGED, isKnown, isOutdated } from '../../core/flow/standing.ts';
import type { Step } from '../../core/flow/step.ts';
import type { Guard } from '../../core/lockout/ports.ts';
import { LOCKED_OUT } from '../../core/lockout/words.ts';
import type { Row } from '../../core/model/model.ts';
import { ownFields } from '../../core/model/own-fields.ts';
import type { PortName, Ports } from '../../core/ports.ts';
import { Problem } from '../../core/problem/problem.ts';
import { actingWords } from '../directory/impersonation.ts';
import { guardedFactors } from '../lockout/guarded-factors.ts';
import type { FlowsDeps } from './deps.ts';
import { type Journey, storedUser } from './journey.ts';

/** Fields of a POST that belong to the executor and not to the stage. */
const OWN = new Set(['component', 'run', 'execution']);

/** What somebody reads who would set up a device of a person whom they have only named. */
const NOT_PROVEN = 'Show first that it is you: only then can a device be set up here.';

/** Speaks to the stage at the front of a run that has been reached. */
export function createStageCalls(
  { configuration, lockout, ports }: FlowsDeps,
  types: ReadonlyMap<string, StageType>,
) {
  /** By stored row: a change makes a new one. */
  const configs = new WeakMap<Row, unknown>();

  /** The type's own fields of a stored stage, as its schema reads them. */
  function configOf(type: StageType, row: Row): unknown {
    const known = configs.get(row);
    if (known !== undefined) return known;
    const read = ownFields(type.config, row);
    if (!read.success) throw read.error;
    configs.set(row, read.data);
    return read.data;
  }

  function stageOf(entry: Entry): { type: StageType; row: { pk: string; name: string }; config: unknown } {
    const type = types.get(entry.type);
    if (!type) throw new Error(`there is no stage type ${entry.type}`);
    if (entry.stage === null) {
      return { type, row: { pk: '', name: entry.name }, config: type.config.parse(entry.data ?? {}) };
    }
    const row = configuration.get('stages', entry.stage);
    if (row?.type !== entry.type) throw new Error(`the stage ${entry.name} was removed during the run`);
    return { type, row: { pk: String(row.pk), name: String(row.name) }, config: configOf(type, row) };
  }

  async function inputOf(
    journey: Journey,
    flow: Row,
    run: Run,
  ): Promise<{ type: StageType; input: StageInput<unknown, PortName>; guard: Guard }> {
    const [entry] = run.entries;
    const { visit } = run;
    if (!entry || !visit) throw new Error('no stage has been reached');
    const { type, row, config } = stageOf(entry);
    const guard = lockout.guard({ flow: run.flow.pk, http: journey.actor.http, device: journey.device });
    const own = portsFor(journey, guard);
    return {
      type,
      guard,
      input: {
        config,
        binding: entry.binding,
        stage: row,
        flow: {
          pk: run.flow.pk,
          slug: run.flow.slug,
          designation: flow.designation as Designation,
          title: String(flow.title),
        },
        context: run.context,
        pending: (await storedUser(run.context, ports.users)) ?? ownDevices(type, journey, run),
        user: journey.actor.user,
        request: journey.actor.http,
        certificate: journey.certificate,
        query: run.query,
        trust: journey.trust,
        memory: visit.memory,
        travelling: run.entries.flatMap(({ stage, type: kind, data = {} }) =>
          stage === null && types.get(kind)?.travels === true ? [{ kind, data }] : [],
        ),
        execution: visit.execution,
        run: run.id,
        ports: Object.fromEntries(type.uses.map((name) => [name, own[name]])) as unknown as Ports,
      },
    };
  }

  /** Devices that nobody named anybody for are those of whoever is signed in. */
  const ownDevices = ({ device }: StageType, { actor: { user } }: Journey, { context }: Run) =>
    device && !context.pending_user && user.is_authenticated ? user : undefined;

  /** Why a stage is not even asked: what the run has proven is worth nothing any more, or is not enough for it. */
  function refusal({ device }: StageType, input: StageInput<unknown, PortName>): Step | undefined {
    const { context, pending } = input;
    if (pending?.pk == null) return undefined;
    if (isOutdated(context, ports.users.proofsSince(pending.pk)))
      return { step: 'deny', message: ACCOUNT_CHANGED, code: 'account_changed' };
    if (device && !isKnown(input, pending)) return { step: 'deny', message: NOT_PROVEN, code: 'not_proven' };
    return undefined;
  }

  /** The world of one request: its tries are counted, and of whoever acts as somebody nothing is remembered. */
  function portsFor({ actor: { original, user } }: Journey, guard: Guard): Ports {
    const guarded: Ports = { ...ports, tries: guard, factors: guardedFactors(ports.factors, guard) };
    if (!original) return guarded;
    const acting = new Problem('permission_denied', { detail: actingWords(user.username) });
    return {
      ...guarded,
      users: {
        ...ports.users,
        write: async () => ({
          refused: 'invalid',
          field: 'non_field_errors',
          message: actingWords(user.username),
        }),
      },
      lockdown: { lock: () => Promise.reject(acting) },
      consents: { find: ports.consents.find, save: async () => undefined },
      devices: {
        ...ports.devices,
        add: () => Promise.reject(acting),
        replace: () => Promise.reject(acting),
      },
    };
  }

  return {
    /** The component of the challenge that the run shows now. */
    component: (run: Run): string => {
      const [entry] = run.entries;
      return (entry && types.get(entry.type)?.challenge) ?? '';
    },
    async begin(journey: Journey, flow: Row, run: Run): Promise<Step> {
      const { type, input } = await inputOf(journey, flow, run);
      return refusal(type, input) ?? type.begin(input);
    },
    /** An answer that the type's schema refuses never reaches the stage. */
    async answer(
      journey: Journey,
      flow: Row,
      run: Run,
      body: Readonly<Record<string, unknown>>,
    ): Promise<Step> {
      const { type, input, guard } = await inputOf(journey, flow, run);
      const refused = refusal(type, input);
      if (refused) return refused;
      const answer = Object.fromEntries(Object.entries(body).filter(([key]) => !OWN.has(key)));
      const read = type.answer.safeParse(answer);
      if (!read.success) return { step: 'retry', errors: answerErrors(read.error.issues, answer) };
      const step = await type.answered({ ...input, answer: read.data });
      const { locked } = guard;
      // What the stage makes of it is one more chance that does not exist.
      return locked && step.step !== 'done'
        ? { step: 'deny', message: LOCKED_OUT, code: 'locked', locked }
        : step;
    },
  };
}

export type StageCalls = ReturnType<typeof createStageCalls>;
