import type { Resource } from '../contract/resource.ts';
import type { EventFigures, EventSelection } from '../core/event/figures.ts';
import { seconds } from '../core/model/fields.ts';
import type { Clock } from '../core/ports.ts';
import { invalid } from '../core/problem/problem.ts';
import type { Call, Handler } from './bind.ts';
import type { Special } from './resources.ts';

const DAY = 86_400_000;

/** Figures of events, filtered as their list is. */
export function eventHandlers(deps: {
  readonly figures: EventFigures;
  readonly clock: Clock;
  readonly resource: Resource | undefined;
  readonly special: Special | undefined;
}): Record<string, Handler> {
  const { figures, clock, resource, special } = deps;
  const selection = (call: Call): EventSelection => ({
    where: { ...resource?.where(call.query), ...special?.where?.(call) },
    ...(typeof call.query.search === 'string' ? { search: call.query.search } : {}),
  });
  const ago = (milliseconds: number) => new Date(clock.now() - milliseconds).toISOString();
  return {
    events_events_volume_list: (call) =>
      figures.volume(selection(call), ago(Number(call.query.history_days) * DAY)),

    async events_events_stats_retrieve(call) {
      const steps = call.query.count_steps as readonly string[];
      const wrong = steps.filter((step) => !(seconds(step) <= 36_500 * 86_400));
      if (wrong.length > 0)
        throw invalid({ count_steps: [`"${wrong[0]}" is no duration such as "hours=1".`] });
      const { counts, unique_users } = await figures.counts(
        selection(call),
        steps.map((step) => ago(seconds(step) * 1_000)),
      );
      return {
        count_step: Object.fromEntries(steps.map((step, index) => [step, counts[index] ?? 0])),
        unique_users,
      };
    },

    events_events_countries_list: (call) => figures.countries(selection(call)),

    events_events_top_per_user_list: (call) =>
      figures.applications(selection(call), Number(call.query.top_n)),
  };
}
