import { Acting } from '../../ui/kit/acting.tsx';
import { BASE, pathOf } from './address.ts';
import { useAdmin } from './admin.ts';
import { sentenceOf } from './parts/trouble.tsx';

/** Says on every page that somebody acts as another user, and leads back. */
export function ActingAs() {
  const { client, text, me, say } = useAdmin();
  if (!me.original) return null;
  const stop = async () => {
    const reply = await client.get('/core/users/impersonate_end/');
    // Everything that was loaded was another person's to see.
    if ('value' in reply) location.assign(`${BASE}${pathOf('users', me.pk)}`);
    else say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
  };
  return (
    <Acting
      words={text('acting.words', { as: me.username, original: me.original.username })}
      stop={text('acting.stop')}
      onStop={stop}
    />
  );
}
