import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { useTitled } from '../directory/use-titled.ts';
import { Link } from '../link.tsx';
import { DeleteDialog } from '../parts/delete-dialog.tsx';
import { List } from '../parts/list.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { mayLeave } from '../unsaved.ts';
import { useLoad } from '../use-load.ts';
import type { Application, Named } from '../wire.ts';
import { ENTITLEMENT } from './schema.ts';

const PATH = '/core/application_entitlements/';

/** Something that an application lets some of its people do. */
interface Entitlement extends Named {
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What an application lets people do, beyond being opened. */
export function Entitlements({ application }: { readonly application: Application }) {
  const { text, go } = useAdmin();
  const [creating, setCreating] = useState(false);
  const own = (pk: string) => pathOf('applications', application.slug, 'entitlements', pk);
  const create = <Button onClick={() => setCreating(true)}>{text('entitlements.new')}</Button>;
  return (
    <>
      <p className="a-first a-soft">{text('entitlements.lead')}</p>
      <List<Entitlement>
        label={text('entitlements.title')}
        path={PATH}
        query={{ app: application.pk }}
        keyOf={({ pk }) => pk}
        empty={{ title: text('entitlements.none_title'), words: text('entitlements.none'), action: create }}
        beside={create}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `${PATH}${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name }) => (
              <Link to={own(pk)} className="a-strong">
                {name}
              </Link>
            ),
          },
          {
            title: text('field.attributes'),
            cell: ({ attributes }) =>
              Object.keys(attributes).length > 0 ? Object.keys(attributes).join(', ') : '–',
            text: ({ attributes }) => JSON.stringify(attributes),
          },
        ]}
      />
      {creating ? (
        <EntitlementDialog
          application={application}
          onClose={() => setCreating(false)}
          onDone={({ pk }) => go(own(pk))}
        />
      ) : null}
    </>
  );
}

/** One entitlement, and who has it. */
export function EntitlementHolders({
  application,
  pk,
}: {
  readonly application: Application;
  readonly pk: string;
}) {
  const { client, text, go, say } = useAdmin();
  const [opened, setOpened] = useState<'edit' | 'delete'>();
  const path = `${PATH}${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<Entitlement>(path));
  const above = pathOf('applications', application.slug, 'entitlements');
  if (!loaded.value)
    return loaded.trouble ? (
      <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
    ) : (
      <Skeleton height="14rem" radius="md" />
    );
  const entitlement = loaded.value;
  return (
    <>
      <nav className="a-above" aria-label={text('page.above')}>
        <Link to={above}>{text('entitlements.title')}</Link>
      </nav>
      <div className="a-tools">
        <h2>{entitlement.name}</h2>
        <Button variant="default" onClick={() => setOpened('edit')}>
          {text('action.edit')}
        </Button>
        <Button variant="default" onClick={() => setOpened('delete')}>
          {text('action.delete')}
        </Button>
      </div>
      <BindingsTable
        target={{
          kind: 'entitlement',
          pk,
          name: entitlement.name,
          path,
          when_unbound: 'fail',
        }}
      />
      {opened === 'edit' ? (
        <EntitlementDialog
          application={application}
          entitlement={entitlement}
          onClose={() => setOpened(undefined)}
          onDone={() => {
            setOpened(undefined);
            say({ words: text('action.saved') });
            void loaded.reload();
          }}
        />
      ) : null}
      {opened === 'delete' ? (
        <DeleteDialog
          name={entitlement.name}
          path={path}
          onClose={() => setOpened(undefined)}
          onDeleted={() => {
            go(above);
            say({ words: text('delete.done', { name: entitlement.name }) });
          }}
        />
      ) : null}
    </>
  );
}

function EntitlementDialog({
  application,
  entitlement,
  onClose,
  onDone,
}: {
  readonly application: Application;
  readonly entitlement?: Entitlement;
  readonly onClose: () => void;
  readonly onDone: (saved: Entitlement) => void;
}) {
  const { text } = useAdmin();
  const schema = useTitled(ENTITLEMENT);
  return (
    <Dialog
      title={entitlement?.name ?? text('entitlements.new')}
      closeLabel={text('action.close')}
      onClose={() => mayLeave(text('form.unsaved')) && onClose()}
    >
      <ObjectForm<Entitlement>
        schema={schema}
        {...(entitlement ? { object: { ...entitlement } } : {})}
        also={{ app: application.pk }}
        method={entitlement ? 'PATCH' : 'POST'}
        path={entitlement ? `${PATH}${entitlement.pk}/` : PATH}
        submit={text(entitlement ? 'action.save' : 'typed.create')}
        onDone={onDone}
      />
    </Dialog>
  );
}
