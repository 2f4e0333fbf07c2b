import { useCallback, useState } from 'react';
import { useAdmin } from '../admin.ts';
import type { Trouble } from '../client.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Binding, BindingValues, Explanation, Mode, Page } from '../wire.ts';
import { moved, type Rule, ruleOf, valuesOf } from './rule.ts';
import type { Target } from './target.ts';

export interface Bindings {
  readonly bindings: readonly Binding[] | undefined;
  readonly trouble: Trouble | undefined;
  readonly rule: Rule;
  readonly mode: Mode;
  readonly closed: boolean;
  /** Counts up with each change that has reached the server. */
  readonly version: number;
  reload(): Promise<void>;
  setMode(mode: Mode): Promise<void>;
  reopen(): Promise<void>;
  move(from: number, to: number): Promise<void>;
  change(binding: Binding, changes: Partial<BindingValues>): Promise<void>;
  remove(binding: Binding): Promise<Trouble | undefined>;
  restore(binding: Binding): Promise<void>;
}

/** The most that are read at once; nobody has more bindings on one target and understands them. */
const MOST = 100;
const PATH = '/policies/bindings/';

/** The bindings of a target, and what can be done with them. What fails is said, and the table shows what is true. */
export function useBindings(target: Target): Bindings {
  const { client, text, say } = useAdmin();
  const [mode, setModeHere] = useState(target.mode ?? 'any');
  const loaded = useLoad(target.pk, async () => {
    const reply = await client.get<Page<Binding>>(PATH, {
      target: target.pk,
      ordering: 'order',
      page_size: MOST,
    });
    if ('trouble' in reply) return reply;
    const bindings = reply.value.results;
    const silent = ruleOf(bindings, Date.now()).conditions.length === 0;
    // Only the engine knows whether a cascade has closed a target; where a binding has a say, it does not matter.
    const asked = silent
      ? await client.send<Explanation>('POST', '/policies/explain/', { target: target.pk, user: null })
      : undefined;
    return {
      value: { bindings, closed: asked !== undefined && 'value' in asked && asked.value.closed },
    };
  });
  const [version, setVersion] = useState(0);
  const { reload: read } = loaded;
  const reload = useCallback(async () => {
    setVersion((before) => before + 1);
    await read();
  }, [read]);

  const done = useCallback(
    async (reply: { readonly trouble: Trouble } | object): Promise<Trouble | undefined> => {
      const trouble = 'trouble' in reply ? reply.trouble : undefined;
      if (trouble) say({ words: sentenceOf(trouble, text), tone: 'danger' });
      await reload();
      return trouble;
    },
    [reload, say, text],
  );

  const bindings = loaded.value?.bindings;
  return {
    bindings,
    trouble: loaded.trouble,
    rule: ruleOf(bindings ?? [], Date.now()),
    mode,
    closed: loaded.value?.closed ?? false,
    version,
    reload,
    async setMode(wanted) {
      setModeHere(wanted);
      const reply = await client.send('PATCH', target.path, { policy_engine_mode: wanted });
      if ('trouble' in reply) setModeHere(mode);
      await done(reply);
    },
    async reopen() {
      await done(await client.send('POST', `/policies/closed_targets/${target.pk}/reopen/`));
    },
    async move(from, to) {
      for (const { pk, order } of moved(bindings ?? [], from, to)) {
        const reply = await client.send('PATCH', `${PATH}${pk}/`, { order });
        if ('trouble' in reply) {
          await done(reply);
          return;
        }
      }
      await reload();
    },
    async change(binding, changes) {
      if (loaded.value && bindings)
        loaded.suppose({
          ...loaded.value,
          bindings: bindings.map((one) => (one.pk === binding.pk ? { ...one, ...changes } : one)),
        });
      await done(await client.send('PATCH', `${PATH}${binding.pk}/`, changes));
    },
    async remove(binding) {
      const reply = await client.send('DELETE', `${PATH}${binding.pk}/`);
      await reload();
      return 'trouble' in reply ? reply.trouble : undefined;
    },
    async restore(binding) {
      await done(await client.send('POST', PATH, valuesOf(binding)));
    },
  };
}
