import { useAdmin } from '../admin.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import type { Blueprint } from '../wire.ts';

/** Applies a blueprint now and says how that went. */
export function useApply(then: () => void) {
  const { client, text, say } = useAdmin();
  return async ({ pk, name }: Pick<Blueprint, 'pk' | 'name'>): Promise<void> => {
    const reply = await client.send<Blueprint>('POST', `/managed/blueprints/${pk}/apply/`);
    if ('trouble' in reply) say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
    else if (reply.value.status === 'error')
      say({ words: text('blueprints.failed', { name }), tone: 'danger' });
    else say({ words: text('blueprints.applied', { name }) });
    then();
  };
}
