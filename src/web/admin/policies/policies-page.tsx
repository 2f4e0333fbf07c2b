import { Button } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { DeleteDialog } from '../parts/delete-dialog.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import type { Policy } from '../wire.ts';
import { PolicyWizard } from './policy-wizard.tsx';

/** Customization > Policies: what there is, of which type, and whether anything uses it. */
export function PoliciesPage() {
  const { text, go, say } = useAdmin();
  const [creating, setCreating] = useState(false);
  const [doomed, setDoomed] = useState<Policy>();
  const [version, setVersion] = useState(0);
  const create = <Button onClick={() => setCreating(true)}>{text('policies.new')}</Button>;

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
                <button
                  type="button"
                  className="a-text-button"
                  aria-label={text('delete.label', { name: policy.name })}
                  onClick={() => setDoomed(policy)}
                >
                  {text('action.delete')}
                </button>
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
      {doomed ? (
        <DeleteDialog
          name={doomed.name}
          path={`/policies/all/${doomed.pk}/`}
          onClose={() => setDoomed(undefined)}
          onDeleted={() => {
            setDoomed(undefined);
            setVersion(version + 1);
            say({ words: text('delete.done', { name: doomed.name }) });
          }}
        />
      ) : null}
    </>
  );
}

function BoundTo({ count }: { readonly count: number }) {
  const { text } = useAdmin();
  if (count === 0) return <Badge tone="warning">{text('policies.unassigned')}</Badge>;
  return count === 1 ? text('policies.assigned_one') : text('policies.assigned', { count: String(count) });
}
