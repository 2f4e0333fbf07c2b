import './notifications.css';
import { useState } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { ObjectHead } from '../parts/object-head.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import type { Page } from '../wire.ts';
import { EventTrial } from './event-trial.tsx';
import { RULE, RULE_TITLES } from './schemas.ts';
import { Told } from './told.tsx';
import { RULES, type Rule, TRANSPORTS, type Transport } from './wire.ts';

/** One rule: what makes it fire, who is told, and a trial with events that have happened; `-` for a new one. */
export function RulePage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  return pk === '-' ? <NewRule /> : <KnownRule pk={pk} tab={tab} />;
}

function NewRule() {
  const { text, go, say } = useAdmin();
  const schema = useTitled(RULE, RULE_TITLES);
  return (
    <>
      <PageHead
        title={text('notice.new_rule')}
        lead={text('notice.new_rule_lead')}
        above={{ label: text('rules.title'), to: '/notification-rules/' }}
      />
      <div className="a-card a-narrow">
        <ObjectForm<Rule>
          schema={schema}
          method="POST"
          path={RULES}
          submit={text('notice.new_rule')}
          onDone={(made) => {
            go(pathOf('notification-rules', made.pk), { replace: true });
            say({ words: text('notice.rule_made', { name: made.name }) });
          }}
        />
      </div>
    </>
  );
}

function KnownRule({ pk, tab }: { readonly pk: string; readonly tab: string }) {
  const { client, text, say } = useAdmin();
  const [version, setVersion] = useState(0);
  const path = `${RULES}${encodeURIComponent(pk)}/`;
  const schema = useTitled(RULE, RULE_TITLES);
  const loaded = useLoad(path, () => client.get<Rule>(path));
  const ways = useLoad('transports', () => client.get<Page<Transport>>(TRANSPORTS, { page_size: 100 }));
  const above = { label: text('rules.title'), to: '/notification-rules/' };
  if (!loaded.value || !ways.value)
    return <PagePending title={text('notice.rule')} above={above} waits={[loaded, ways]} />;
  const rule = loaded.value;
  return (
    <>
      <ObjectHead
        name={rule.name}
        lead={text('notice.rule_lead')}
        above={above}
        path={path}
        tabs={[
          { label: text('tab.bindings'), to: pathOf('notification-rules', pk) },
          { label: text('action.edit'), to: pathOf('notification-rules', pk, 'edit') },
          { label: text('rights.tab'), to: pathOf('notification-rules', pk, 'permissions') },
        ]}
      />
      {tab === '' ? (
        <div className="a-told">
          <Told rule={rule} transports={ways.value.results} />
          <BindingsTable
            target={{ kind: 'notification_rule', pk, name: rule.name, path, when_unbound: 'fail' }}
            checkable={false}
          />
          <EventTrial rule={pk} />
        </div>
      ) : null}
      {tab === 'edit' ? (
        <div className="a-card a-narrow">
          <ObjectForm<Rule>
            key={version}
            schema={schema}
            object={{ ...rule }}
            method="PATCH"
            path={path}
            submit={text('action.save')}
            onDone={() => {
              say({ words: text('action.saved') });
              void loaded.reload().then(() => setVersion(version + 1));
            }}
          />
        </div>
      ) : null}
      {tab === 'permissions' ? (
        <ObjectPermissions model="authentik_events.notificationrule" pk={pk} name={rule.name} />
      ) : null}
    </>
  );
}
