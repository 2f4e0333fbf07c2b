import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { List } from '../parts/list.tsx';
import { TextButton } from '../parts/text-button.tsx';
import type { Named } from '../wire.ts';
import { fullName, type Permission, sentenceOf } from './permission.ts';

interface OverObject extends Permission {
  readonly object_pk: string;
  readonly object_description: string | null;
}

/** What a role permits over single objects. They are given on the page of the object. */
export function RoleObjects({ role }: { readonly role: Named }) {
  const { client, text } = useAdmin();
  const [doomed, setDoomed] = useState<OverObject>();
  const [version, setVersion] = useState(0);
  const nameOf = ({ object_description, object_pk }: OverObject) => object_description ?? object_pk;
  return (
    <>
      <p className="a-first a-soft">{text('roles.objects_lead')}</p>
      <List<OverObject>
        label={text('roles.tab_objects')}
        path="/rbac/permissions/roles/"
        query={{ uuid: role.pk }}
        version={version}
        keyOf={(one) => `${one.id} ${one.object_pk}`}
        empty={{ title: text('roles.no_objects_title'), words: text('roles.no_objects') }}
        columns={[
          {
            title: text('roles.object'),
            cell: (one) => (
              <>
                <span className="a-strong">{nameOf(one)}</span>
                <span className="a-under">{one.model_verbose}</span>
              </>
            ),
            text: nameOf,
          },
          {
            title: text('rights.permission'),
            cell: (one) => sentenceOf(one, text, 'one'),
            text: fullName,
          },
          {
            title: text('column.actions'),
            cell: (one) => (
              <TextButton
                label={`${text('rights.take')}: ${sentenceOf(one, text, 'one')}, ${nameOf(one)}`}
                onClick={() => setDoomed(one)}
              >
                {text('rights.take')}
              </TextButton>
            ),
          },
        ]}
      />
      {doomed ? (
        <ConfirmDialog
          title={text('rights.take_title', { name: nameOf(doomed) })}
          confirm={text('rights.take')}
          danger
          run={() =>
            client.send('PATCH', `/rbac/permissions/assigned_by_roles/${role.pk}/unassign/`, {
              permissions: [fullName(doomed)],
              model: `${doomed.app_label}.${doomed.model}`,
              object_pk: doomed.object_pk,
            })
          }
          onClose={() => setDoomed(undefined)}
          onDone={() => {
            setDoomed(undefined);
            setVersion(version + 1);
          }}
        >
          <p className="a-first">{text('rights.take_words', { role: role.name })}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
