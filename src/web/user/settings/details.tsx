import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { BASE } from '../sign-in.ts';
import { useResult } from '../use-result.ts';
import { useUser } from '../user.ts';
import { FlowFrame } from './flow-frame.tsx';
import { Part } from './part.tsx';

/** Who I am here. What of it people may change themselves is for the brand's flow to say, which runs in the page. */
export function Details() {
  const { client, text, me, language, refresh, say, left } = useUser();
  const brand = useResult(() => client.call('core_brands_current_retrieve', {}), left);
  const [round, setRound] = useState(0);
  const flow = brand.value?.flow_user_settings;
  const next = `${BASE}/settings/`;

  const done = (to: string) => {
    const { pathname } = new URL(to, location.href);
    if (pathname !== next && pathname !== '/') return location.assign(to);
    say(text('details.saved'));
    setRound(round + 1);
    void refresh();
    return undefined;
  };

  return (
    <Part title={text('settings.details')} lead={text('details.lead')}>
      <dl className="facts">
        {(
          [
            ['details.username', me.username],
            ['details.name', me.name],
            ['details.email', me.email],
          ] as const
        ).map(([key, value]) => (
          <div key={key}>
            <dt>{text(key)}</dt>
            <dd>{value || '–'}</dd>
          </div>
        ))}
      </dl>
      {!brand.value && !brand.failed ? (
        <Skeleton height="20rem" radius="md" />
      ) : flow ? (
        <FlowFrame
          key={`${round}-${language}`}
          address={`/if/flow/${encodeURIComponent(flow)}/?${new URLSearchParams({ next })}`}
          title={text('details.form')}
          onDone={done}
        />
      ) : (
        <p className="part-empty">{text('details.none')}</p>
      )}
    </Part>
  );
}
