import { TextButton } from '../parts/text-button.tsx';
import '../directory/directory.css';
import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ListLoading } from '../parts/list.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Page } from '../wire.ts';
import { GiveRights } from './give-rights.tsx';
import { fullName, type Permission, sentenceOf } from './permission.ts';
import { usePermissions } from './use-permissions.ts';

interface Assigned {
  readonly role_pk: string;
  readonly name: string;
  readonly object_permissions: readonly Given[];
  readonly model_permissions: readonly Omit<Given, 'object_pk'>[];
}

interface Given extends Pick<Permission, 'id' | 'codename' | 'app_label' | 'model' | 'name'> {
  readonly object_pk: string;
}

interface ObjectPermissionsProps {
  /** The object's model, e.g. `authentik_core.application`. */
  readonly model: string;
  readonly pk: string | number;
  readonly name: string;
}

/** Who may see and change one object: by which role, and whether over this object or over all of its kind. */
export function ObjectPermissions({ model, pk, name }: ObjectPermissionsProps) {
  const { client, text } = useAdmin();
  const [app = '', kind = ''] = model.split('.');
  const heading = useId();
  const permissions = usePermissions({ content_type__app_label: app, content_type__model: kind });
  const query = { model, object_pk: String(pk), page_size: 100 };
  const assigned = useLoad(JSON.stringify(query), () =>
    client.get<Page<Assigned>>('/rbac/permissions/assigned_by_roles/', query),
  );
  const [giving, setGiving] = useState(false);
  const [doomed, setDoomed] = useState<{ readonly role: Assigned; readonly given: Given }>();
  const trouble = permissions.trouble ?? assigned.trouble;
  if (trouble && !assigned.value)
    return <TroubleMessage trouble={trouble} retry={() => void assigned.reload()} />;
  if (!assigned.value || !permissions.value)
    return <ListLoading label={text('list.loading', { what: text('rights.tab') })} />;

  const known = new Map(permissions.value.map((permission) => [permission.id, permission]));
  const say = (given: Omit<Given, 'object_pk'>, over: 'all' | 'one') => {
    const permission = known.get(given.id);
    return permission ? sentenceOf(permission, text, over) : given.name;
  };
  const roles = assigned.value.results;
  const done = () => {
    setGiving(false);
    setDoomed(undefined);
    void assigned.reload();
  };

  return (
    <section aria-labelledby={heading}>
      <div className="a-short-head">
        <h2 id={heading}>{text('rights.title', { name })}</h2>
        <Button variant="default" onClick={() => setGiving(true)}>
          {text('rights.give')}
        </Button>
      </div>
      <p className="a-soft a-short-lead">{text('rights.lead')}</p>
      {roles.length === 0 ? (
        <p className="a-card a-first">{text('rights.none')}</p>
      ) : (
        <div className="a-table-frame">
          <table className="a-table">
            <thead>
              <tr>
                <th scope="col">{text('roles.one')}</th>
                <th scope="col">{text('rights.over_one')}</th>
                <th scope="col">{text('rights.over_all')}</th>
              </tr>
            </thead>
            <tbody>
              {roles.map((role) => (
                <tr key={role.role_pk}>
                  <td data-label={text('roles.one')}>
                    <div>
                      <Link to={pathOf('roles', role.role_pk, 'holders')} className="a-strong">
                        {role.name}
                      </Link>
                    </div>
                  </td>
                  <td data-label={text('rights.over_one')}>
                    <div>
                      {role.object_permissions.length === 0 ? '–' : null}
                      <ul className="a-rights">
                        {role.object_permissions.map((given) => (
                          <li key={given.id}>
                            {say(given, 'one')}{' '}
                            <TextButton
                              label={`${text('rights.take')}: ${say(given, 'one')}, ${role.name}`}
                              onClick={() => setDoomed({ role, given })}
                            >
                              {text('rights.take')}
                            </TextButton>
                          </li>
                        ))}
                      </ul>
                    </div>
                  </td>
                  <td data-label={text('rights.over_all')}>
                    <div>
                      {role.model_permissions.length === 0 ? '–' : null}
                      <ul className="a-rights">
                        {role.model_permissions.map((given) => (
                          <li key={given.id}>{say(given, 'all')}</li>
                        ))}
                      </ul>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {giving ? (
        <GiveRights
          {...{ model, pk, name }}
          permissions={permissions.value}
          onClose={() => setGiving(false)}
          onDone={done}
        />
      ) : null}
      {doomed ? (
        <ConfirmDialog
          title={text('rights.take_title', { name })}
          confirm={text('rights.take')}
          danger
          run={() =>
            client.send('PATCH', `/rbac/permissions/assigned_by_roles/${doomed.role.role_pk}/unassign/`, {
              permissions: [fullName(doomed.given)],
              model,
              object_pk: String(pk),
            })
          }
          onClose={() => setDoomed(undefined)}
          onDone={done}
        >
          <p className="a-first">{text('rights.take_words', { role: doomed.role.name })}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
}
