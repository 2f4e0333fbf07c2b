import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import { Json } from '../parts/json.tsx';
import { Moment } from '../parts/moment.tsx';
import { sentenceOf, TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { PolicyVersion } from '../wire.ts';

/** What a policy was before each save, and the way back. */
export function PolicyHistory({ pk, onRestored }: { readonly pk: string; readonly onRestored: () => void }) {
  const { client, text, say, search } = useAdmin();
  const at = new URLSearchParams(search).get('at') ?? '';
  const path = `/policies/all/${pk}/history/`;
  const history = useLoad(path, () => client.get<readonly PolicyVersion[]>(path));
  const [busy, setBusy] = useState<number>();
  if (history.trouble && !history.value)
    return <TroubleMessage trouble={history.trouble} retry={() => void history.reload()} />;
  if (!history.value) return <Skeleton height="12rem" radius="md" />;
  if (history.value.length === 0) return <p className="a-card a-narrow">{text('history.none')}</p>;

  const then = Number.isNaN(Date.parse(at)) ? undefined : versionAt(history.value, Date.parse(at));

  const restore = async (version: number) => {
    setBusy(version);
    const reply = await client.send('POST', `${path}${version}/restore/`);
    setBusy(undefined);
    if ('trouble' in reply) say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
    else {
      say({ words: text('history.restored', { version: String(version) }) });
      await history.reload();
      onRestored();
    }
  };

  const list = (
    <ol className="a-history">
      {history.value.map(({ version, replaced, replaced_by, changed, values }) => (
        <li key={version} className="a-card" {...(version === then ? { 'aria-current': 'true' } : {})}>
          <div className="a-history-head">
            <h2>{text('history.version', { version: String(version) })}</h2>
            <Button
              variant="default"
              loading={busy === version}
              aria-label={text('history.restore_label', { version: String(version) })}
              onClick={() => void restore(version)}
            >
              {text('history.restore')}
            </Button>
          </div>
          <p className="a-soft">
            {text('history.replaced', { who: replaced_by ?? text('product') })} <Moment at={replaced} />
          </p>
          <p>{text('history.changed', { fields: changed.join(', ') })}</p>
          <Json title={text('history.values')} value={values} />
        </li>
      ))}
    </ol>
  );
  if (then === undefined) return list;
  return (
    <>
      <p className="a-card a-first" role="status">
        <Moment at={at} />:{' '}
        {then === 'present' ? text('history.then_present') : text('history.then', { version: String(then) })}
      </p>
      {list}
    </>
  );
}

/** Which of the former versions counted at a moment; `present` where none of them did any more. */
function versionAt(versions: readonly PolicyVersion[], time: number): number | 'present' {
  const later = versions.filter(({ replaced }) => Date.parse(replaced) > time);
  return later.reduce<number | 'present'>(
    (first, { version }) => (first === 'present' || version < first ? version : first),
    'present',
  );
}
