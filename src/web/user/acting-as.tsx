import { Acting } from '../../ui/kit/acting.tsx';
import type { Text } from '../../ui/texts.ts';
import type { Api, Me } from './api.ts';
import type { Key } from './catalogue.ts';

interface ActingAsProps {
  readonly me: Me;
  readonly api: Pick<Api, 'stopActing'>;
  readonly text: Text<Key>;
  readonly leave: (address: string) => void;
}

/** Says that an administrator acts as this person, and leads back to that person's page. */
export function ActingAs({ me, api, text, leave }: ActingAsProps) {
  if (!me.original) return null;
  const stop = async () => {
    const result = await api.stopActing();
    if (!('failure' in result)) leave(`/if/admin/users/${me.pk}/`);
  };
  return (
    <Acting
      words={text('acting.words', { as: me.username, original: me.original.username })}
      stop={text('acting.stop')}
      onStop={stop}
    />
  );
}
