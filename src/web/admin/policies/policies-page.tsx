import { Button } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { TextButton } from '../parts/text-button.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import { useDeletion } from '../parts/use-deletion.tsx';
import type { Policy } from '../wire.ts';
import { copyOf } from './copy.ts';
import { PolicyWizard } from './policy-wizard.tsx';
import { useTypes } from './use-types.ts';

/** Customization > Policies: what there is, of which type, and whether anything uses it. */
export function PoliciesPage() {
  const { client, text, go, say } = useAdmin();
  const [creating, setCreating] = useState(false);
  const { version, deleteButton, deletion } = useDeletion();
  const types = useTypes();
  const create = <Button onClick={() => setCreating(true)}>{text('policies.new')}</Button>;

  const copy = async (policy: Policy) => {
    const type = types.value?.find(({ component }) => component === policy.component);
    if (!type) return;
    const reply = await copyOf(client, type, policy, text('policies.copy_name', { name: policy.name }));
    if ('trouble' in reply) say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
    else {
      go(pathOf('policies', reply.value.pk));
      say({ words: text('policies.copied', { name: reply.value.name }) });
    }
  };

  return (
    <>
      <PageHead title={text('policies.title')} lead={text('policies.lead')} actions={create} />
      <List<Policy>
        label={text('policies.title')}
        path="/policies/all/"
        version={version}
        keyOf={({ pk }) => pk}
        empty={{ title: text('policies.none_title'), words: text('policies.none'), action: create }}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `/policies/all/${pk}/` }}
        filters={[
          {
            name: 'assigned',
            label: text('policies.use'),
            options: [
              { value: 'false', label: text('policies.filter_unbound') },
              { value: 'true', label: text('policies.filter_bound') },
            ],
          },
          {
            name: 'type',
            label: text('column.type'),
            options: (types.value ?? []).map(({ name, path = '' }) => ({
              value: path.split('/')[2] ?? '',
              label: name,
            })),
          },
        ]}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: (policy) => (
              <>
                <Link to={pathOf('policies', policy.pk)} className="a-strong">
                  {policy.name}
                </Link>
                <span className="a-under">
                  <BoundTo count={policy.bound_to} />
                </span>
              </>
            ),
          },
          {
            title: text('column.type'),
            cell: ({ verbose_name }) => verbose_name,
            text: ({ verbose_name }) => verbose_name,
          },
          {
            title: text('column.actions'),
            cell: (policy) => (
              <span className="a-actions">
                <Link to={pathOf('policies', policy.pk)}>{text('action.edit')}</Link>
                <Link to={pathOf('policies', policy.pk, 'test')}>{text('test.run_short')}</Link>
                <TextButton
                  label={text('policies.copy_label', { name: policy.name })}
                  onClick={() => void copy(policy)}
                >
                  {text('policies.copy')}
                </TextButton>
                {deleteButton(policy.name, `/policies/all/${policy.pk}/`)}
              </span>
            ),
          },
        ]}
      />
      {creating ? (
        <PolicyWizard
          title={text('policies.new')}
          onClose={() => setCreating(false)}
          onDone={({ pk }) => {
            setCreating(false);
            go(pathOf('policies', pk));
          }}
        />
      ) : null}
      {deletion}
    </>
  );
}

function BoundTo({ count }: { readonly count: number }) {
  const { text } = useAdmin();
  if (count === 0) return <Badge tone="warning">{text('policies.unassigned')}</Badge>;
  return count === 1 ? text('policies.assigned_one') : text('policies.assigned', { count: String(count) });
}
