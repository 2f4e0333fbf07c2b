import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { EventPort } from '../../core/event/port.ts';
import type { Model } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { Graph } from '../../core/policy/graph.ts';
import { type CompiledTarget, TARGET_KINDS } from '../../core/policy/target.ts';
import type { Clock } from '../../core/ports.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { ObjectUseCases } from '../objects/objects.ts';
import { type Closing, isClosed } from './closing.ts';

export interface ReopeningDeps {
  readonly catalogue: Catalogue;
  readonly replica: Pick<Replica, 'all' | 'get'>;
  readonly graph: Pick<Graph, 'target'>;
  readonly cases: Pick<ObjectUseCases, 'find'>;
  readonly closing: Pick<Closing, 'reopen'>;
  readonly events: EventPort;
  readonly clock: Clock;
}

/** A closed target in the shape of the API. */
export interface ClosedTarget {
  readonly pk: string;
  readonly model: string;
  readonly name: string;
  readonly cause: unknown;
  readonly subject: unknown;
  readonly since: unknown;
  readonly consequence: string;
  readonly reopened: string;
}

/** What a deletion or an expiry has closed, for those who may see it, and the way to open it again. */
export interface Reopening {
  list(actor: Actor): Promise<readonly ClosedTarget[]>;
  /** Not found where the target is not closed, or may not be seen; refused to whoever may not change it. */
  reopen(target: string, actor: Actor): Promise<void>;
}

export function createReopening(deps: ReopeningDeps): Reopening {
  const { catalogue, replica, graph, cases, closing, events, clock } = deps;

  /** The target, as long as nothing that is bound to it has a say; what has just expired awaits its mark. */
  const closed = (pk: string): CompiledTarget | undefined => {
    const target = graph.target(pk);
    return target && isClosed(target, clock.now()) ? target : undefined;
  };
  const modelOf = (target: CompiledTarget): Model => catalogue.model(target.model);

  async function maySee(target: CompiledTarget, actor: Actor): Promise<boolean> {
    try {
      await cases.find(modelOf(target), { pk: target.pk }, 'view', actor);
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  return {
    async list(actor) {
      const found: ClosedTarget[] = [];
      for (const { pk, cause, subject, created } of replica.all('closed_targets')) {
        const target = closed(String(pk));
        const kind = target && TARGET_KINDS.find((one) => one.kind === target.kind);
        if (!target || !kind || !(await maySee(target, actor))) continue;
        found.push({
          ...{ pk: target.pk, model: target.model, name: target.name, cause, subject, since: created },
          consequence: kind.fail,
          reopened: kind[target.when_unbound],
        });
      }
      return found.sort((a, b) => a.name.localeCompare(b.name));
    },

    async reopen(pk, actor) {
      const target = closed(pk);
      if (!target) throw new Problem('not_found', { detail: 'This target is not closed.' });
      const model = modelOf(target);
      await cases.find(model, { pk }, 'change', actor);
      if (!(await closing.reopen(pk))) return;
      const [app, model_name] = model.name.split('.');
      events.emit({
        action: 'model_updated',
        app: 'postern.policies',
        context: { model: { app, model_name, pk, name: target.name }, fields: [], reopened: true },
        user: actor.user,
        http_request: actor.http,
      });
    },
  };
}
