import type { Catalogue } from '../../core/catalogue.ts';
import type { Actor } from '../../core/directory/ports.ts';
import type { Replica } from '../../core/model/objects.ts';
import type { DecisionLog } from '../../core/policy/record.ts';
import type { Clock } from '../../core/ports.ts';
import type { DecisionFigures } from '../../core/system/figures.ts';
import type { ObjectUseCases } from '../objects/objects.ts';

export interface OverviewDeps {
  readonly catalogue: Catalogue;
  readonly replica: Pick<Replica, 'all' | 'get' | 'by'>;
  readonly cases: Pick<ObjectUseCases, 'sees'>;
  readonly figures: DecisionFigures;
  readonly log: Pick<DecisionLog, 'flush'>;
  readonly clock: Clock;
}

/** So many policies are told of. */
const MOST = 5;
const DAY = 86_400_000;
const PEOPLE: ReadonlySet<unknown> = new Set(['internal', 'external']);

/** What an administrator wants to see first. */
export interface Overview {
  read(history_days: number, actor: Actor): Promise<Readonly<Record<string, unknown>>>;
}

export function createOverview(deps: OverviewDeps): Overview {
  const { catalogue, replica, cases, figures, log, clock } = deps;

  /** Of the policies that are still there, those that the actor may see, under the names that they have now. */
  const named = <T extends { readonly policy: string }>(found: readonly T[], actor: Actor) =>
    found.flatMap(({ policy, ...rest }) => {
      const row = replica.get('policies', policy);
      if (!row || !cases.sees(catalogue.modelOf('policies', row.type), row, actor)) return [];
      return [{ pk: policy, name: String(row.name), ...rest }];
    });

  const steps = (opened: boolean) => {
    const applications = [...replica.all('applications')];
    const people = [...replica.all('users')].filter(({ type }) => PEOPLE.has(type));
    return {
      user: people.length > 1,
      application: applications.length > 0,
      binding: applications.some(({ pk }) => replica.by('policy_bindings', 'target', pk).length > 0),
      tried: opened,
    };
  };

  return {
    async read(history_days, actor) {
      await log.flush();
      const now = clock.now();
      const [hours, minute, slowest, faulty, opened] = await Promise.all([
        figures.hours(new Date(now - history_days * DAY)),
        figures.lastMinute(new Date(now)),
        figures.slowest(MOST),
        figures.faulty(MOST),
        figures.opened(),
      ]);
      return {
        decisions: { hours, per_second: minute / 60 },
        slow_policies: named(slowest, actor),
        failing_policies: named(faulty, actor),
        steps: steps(opened),
      };
    },
  };
}
