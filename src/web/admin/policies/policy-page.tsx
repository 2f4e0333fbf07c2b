import { Skeleton } from '@mantine/core';
import { useRef } from 'react';
import { type Params, pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { type FormHandle, ObjectForm } from '../parts/object-form.tsx';
import { ObjectHead } from '../parts/object-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { Uses } from '../parts/uses.tsx';
import { ObjectPermissions } from '../rbac/object-permissions.tsx';
import { useLoad } from '../use-load.ts';
import type { Policy, TestResult, Type } from '../wire.ts';
import { DraftTest } from './draft-test.tsx';
import { PolicyHistory } from './policy-history.tsx';
import { PolicyTest } from './policy-test.tsx';
import { foldedOf, useTypes } from './use-types.ts';

/** One policy: its form, a place to try it, what uses it, and what it was before. */
export function PolicyPage({ params: { pk = '', tab = '' } }: { readonly params: Params }) {
  const { client, text } = useAdmin();
  const path = `/policies/all/${pk}/`;
  const policy = useLoad(pk, () => client.get<Policy>(path));
  const types = useTypes();
  const above = { label: text('policies.title'), to: '/policies/' };
  if (!policy.value || !types.value)
    return <PagePending title={text('policies.one')} above={above} waits={[policy, types]} />;
  const found = policy.value;
  const type = types.value.find(({ component }) => component === found.component);

  return (
    <>
      <ObjectHead
        name={found.name}
        lead={type ? `${type.name}. ${type.description}` : found.verbose_name}
        above={above}
        path={path}
        tabs={[
          { label: text('policies.tab_edit'), to: pathOf('policies', pk) },
          { label: text('policies.tab_test'), to: pathOf('policies', pk, 'test') },
          { label: text('policies.tab_uses'), to: pathOf('policies', pk, 'uses') },
          { label: text('policies.tab_history'), to: pathOf('policies', pk, 'history') },
          { label: text('rights.tab'), to: pathOf('policies', pk, 'permissions') },
        ]}
      />
      {tab === '' && type ? <EditPolicy pk={pk} type={type} onSaved={() => void policy.reload()} /> : null}
      {tab === 'test' ? <StoredTest pk={pk} /> : null}
      {tab === 'uses' ? <Uses path={path} /> : null}
      {tab === 'history' ? <PolicyHistory pk={pk} onRestored={() => void policy.reload()} /> : null}
      {tab === 'permissions' ? (
        <ObjectPermissions model={found.meta_model_name} pk={pk} name={found.name} />
      ) : null}
    </>
  );
}

/** The policy's own fields, which only its type's path tells. */
function EditPolicy(props: { readonly pk: string; readonly type: Type; readonly onSaved: () => void }) {
  const { client, text, say } = useAdmin();
  const { pk, type, onSaved } = props;
  const path = `${type.path}${pk}/`;
  const form = useRef<FormHandle>(null);
  const whole = useLoad(path, () => client.get<Readonly<Record<string, unknown>>>(path));
  if (whole.trouble && !whole.value)
    return <TroubleMessage trouble={whole.trouble} retry={() => void whole.reload()} />;
  if (!whole.value || !type.schema) return <Skeleton height="24rem" radius="md" />;
  return (
    <div className="a-narrow">
      <div className="a-card">
        <ObjectForm
          handle={form}
          key={String(whole.value.last_updated)}
          schema={type.schema}
          object={whole.value}
          method="PUT"
          path={path}
          folded={foldedOf(type)}
          submit={text('action.save')}
          onDone={() => {
            say({ words: text('action.saved') });
            void whole.reload();
            onSaved();
          }}
        />
      </div>
      <div className="a-card a-test-beside">
        <DraftTest type={type} form={form} policy={pk} />
      </div>
    </div>
  );
}

/** The policy as it is stored. */
function StoredTest({ pk }: { readonly pk: string }) {
  const { client } = useAdmin();
  return (
    <div className="a-card a-narrow">
      <PolicyTest
        anonymous={false}
        ask={(supposed) => client.send<TestResult>('POST', `/policies/all/${pk}/test/`, supposed)}
      />
    </div>
  );
}
