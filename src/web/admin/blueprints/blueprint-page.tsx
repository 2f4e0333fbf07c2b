import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { Facts } from '../parts/facts.tsx';
import { Moment } from '../parts/moment.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Blueprint } from '../wire.ts';
import { ChangeList } from './change-list.tsx';
import { FROM_FILE, FROM_TEXT, TITLES } from './schema.ts';
import { Status } from './status.tsx';
import type { ImportResult } from './trial.ts';
import { useApply } from './use-apply.ts';
import './blueprints.css';

const FOLDED: ReadonlySet<string> = new Set(['context']);
const PATH = '/managed/blueprints/';

/** One blueprint: how it went, what it would change, and its text; `-` for one that is yet to be made. */
export function BlueprintPage({ params: { pk = '' } }: { readonly params: Params }) {
  const { client, text, go } = useAdmin();
  const isNew = pk === '-';
  const path = isNew ? PATH : `${PATH}${encodeURIComponent(pk)}/`;
  const loaded = useLoad<Blueprint | undefined>(path, async () =>
    isNew ? { value: undefined } : client.get<Blueprint>(path),
  );
  const above = { label: text('blueprints.title'), to: '/blueprints/' };
  const blueprint = loaded.value;
  if (isNew)
    return (
      <>
        <PageHead title={text('blueprints.new')} lead={text('blueprints.lead')} above={above} />
        <NewBlueprint onMade={(made) => go(pathOf('blueprints', made.pk), { replace: true })} />
      </>
    );
  if (!blueprint) return <PagePending title={text('blueprints.one')} above={above} waits={[loaded]} />;
  return <OneBlueprint blueprint={blueprint} path={path} reload={() => void loaded.reload()} />;
}

function NewBlueprint({ onMade }: { readonly onMade: (made: Blueprint) => void }) {
  const { text } = useAdmin();
  const [from, setFrom] = useState<'file' | 'content'>('file');
  const schema = useTitled(from === 'file' ? FROM_FILE : FROM_TEXT, TITLES);
  return (
    <div className="a-card a-narrow">
      <Radio.Group
        label={text('blueprints.source')}
        value={from}
        onChange={(value) => setFrom(value === 'content' ? 'content' : 'file')}
      >
        <div className="a-radios">
          <Radio value="file" label={text('blueprints.source_file')} />
          <Radio value="content" label={text('blueprints.source_content')} />
        </div>
      </Radio.Group>
      <ObjectForm<Blueprint>
        key={from}
        schema={schema}
        method="POST"
        path={PATH}
        folded={FOLDED}
        submit={text('blueprints.new')}
        onDone={onMade}
      />
    </div>
  );
}

interface OneBlueprintProps {
  readonly blueprint: Blueprint;
  readonly path: string;
  readonly reload: () => void;
}

function OneBlueprint({ blueprint, path, reload }: OneBlueprintProps) {
  const { client, text, say } = useAdmin();
  const [trial, setTrial] = useState<ImportResult>();
  const [busy, setBusy] = useState(false);
  const schema = useTitled(blueprint.path === '' ? FROM_TEXT : FROM_FILE, TITLES);
  const apply = useApply(() => {
    setTrial(undefined);
    reload();
  });
  const { status, last_applied, errors = [], managed_models } = blueprint;

  const tryIt = async () => {
    setBusy(true);
    const reply = await client.send<ImportResult>('POST', `${path}dry_run/`);
    setBusy(false);
    if ('trouble' in reply) say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
    else setTrial(reply.value);
  };

  return (
    <>
      <PageHead
        title={blueprint.name}
        lead={text('blueprints.lead')}
        above={{ label: text('blueprints.title'), to: '/blueprints/' }}
        actions={
          <>
            <Button variant="default" loading={busy} onClick={() => void tryIt()}>
              {text('blueprints.dry_run')}
            </Button>
            <Button onClick={() => void apply(blueprint)}>{text('blueprints.apply')}</Button>
          </>
        }
      />
      <div className="a-blueprint">
        {trial ? (
          <section className="a-card" aria-label={text('blueprints.dry_run')}>
            <h2>{text('blueprints.dry_run')}</h2>
            <p className="a-soft">{text('blueprints.dry_run_lead')}</p>
            <ChangeList result={trial} />
          </section>
        ) : null}
        <div className="a-card">
          <Facts
            facts={[
              [text('blueprints.status'), <Status key="status" status={status} />],
              [
                text('blueprints.last_applied'),
                last_applied ? <Moment key="moment" at={last_applied} /> : text('blueprints.never'),
              ],
              [text('blueprints.from'), blueprint.path || text('blueprints.own_content')],
              [text('blueprints.saved_metadata'), managed_models.join(', ') || '–'],
            ]}
          />
          {errors.length > 0 ? (
            <>
              <h3>{text('blueprints.errors')}</h3>
              <ul className="a-uses a-error">
                {errors.map((error) => (
                  <li key={error}>{error}</li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
        <div className="a-card">
          <ObjectForm<Blueprint>
            key={blueprint.last_updated}
            schema={schema}
            object={{ ...blueprint }}
            method="PATCH"
            path={path}
            folded={FOLDED}
            submit={text('action.save')}
            onDone={() => {
              say({ words: text('action.saved') });
              setTrial(undefined);
              reload();
            }}
          />
        </div>
      </div>
    </>
  );
}
