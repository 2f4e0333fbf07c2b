import { useAdmin } from '../admin.ts';
import { moved, valuesOf } from '../bindings/rule.ts';
import type { Trouble } from '../client.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import { type Loaded, useLoad } from '../use-load.ts';
import type { Binding, Page, StageBinding, StageBindingValues } from '../wire.ts';
import { reorder } from './reorder.ts';

const PATH = '/flows/bindings/';
const MOST = 100;

export interface StageBindingsOf {
  readonly loaded: Loaded<Page<StageBinding>>;
  change(binding: StageBinding, changes: Partial<StageBindingValues>): Promise<void>;
  move(from: number, to: number): Promise<void>;
  /** Takes the stage out of the flow. What it answers puts it back, with all that was bound to it. */
  remove(binding: StageBinding): Promise<(() => Promise<void>) | undefined>;
}

/** The stages of a flow, and what can be done with them. What fails is said, and the list shows what is true. */
export function useStageBindings(flow: string): StageBindingsOf {
  const { client, text, say } = useAdmin();
  const loaded = useLoad(flow, () =>
    client.get<Page<StageBinding>>(PATH, { target: flow, ordering: 'order', page_size: MOST }),
  );
  const bindings = loaded.value?.results ?? [];
  const complain = (trouble: Trouble) => say({ words: sentenceOf(trouble, text), tone: 'danger' });

  async function restore(former: StageBinding, bound: readonly Binding[]): Promise<void> {
    const made = await client.send<StageBinding>('POST', PATH, valuesOfStage(former));
    if ('trouble' in made) complain(made.trouble);
    else
      for (const one of bound) {
        const reply = await client.send('POST', '/policies/bindings/', {
          ...valuesOf(one),
          target: made.value.pk,
        });
        if ('trouble' in reply) complain(reply.trouble);
      }
    await loaded.reload();
  }

  return {
    loaded,
    async change(binding, changes) {
      if (loaded.value)
        loaded.suppose({
          ...loaded.value,
          results: bindings.map((one) => (one.pk === binding.pk ? { ...one, ...changes } : one)),
        });
      const reply = await client.send('PATCH', `${PATH}${binding.pk}/`, changes);
      if ('trouble' in reply) complain(reply.trouble);
      await loaded.reload();
    },
    async move(from, to) {
      const trouble = await reorder(client, moved(bindings, from, to));
      if (trouble) complain(trouble);
      await loaded.reload();
    },
    async remove(binding) {
      const bound = await client.get<Page<Binding>>('/policies/bindings/', {
        target: binding.pk,
        page_size: MOST,
      });
      // What cannot be put back is not taken away without that being known.
      if ('trouble' in bound) {
        complain(bound.trouble);
        return undefined;
      }
      const reply = await client.send('DELETE', `${PATH}${binding.pk}/`);
      await loaded.reload();
      if ('trouble' in reply) {
        complain(reply.trouble);
        return undefined;
      }
      return () => restore(binding, bound.value.results);
    },
  };
}

const valuesOfStage = ({
  target,
  stage,
  order,
  policy_engine_mode,
  evaluate_on_plan,
  re_evaluate_policies,
  invalid_response_action,
}: StageBinding): StageBindingValues => ({
  ...{ target, stage, order, policy_engine_mode },
  ...{ evaluate_on_plan, re_evaluate_policies, invalid_response_action },
});
