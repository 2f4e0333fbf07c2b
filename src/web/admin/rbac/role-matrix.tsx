import { Skeleton, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useAdmin } from '../admin.ts';
import { TroubleMessage, sentenceOf as troubleSentence } from '../parts/trouble.tsx';
import { areasOf } from './areas.ts';
import { fullName, type Permission, sentenceOf, VERBS } from './permission.ts';
import { usePermissions } from './use-permissions.ts';

/** What a role permits over all objects: a row for each kind of object, and a sentence for each permission. */
export function RoleMatrix({ role }: { readonly role: string }) {
  const { client, text, say } = useAdmin();
  const all = usePermissions({});
  const held = usePermissions({ role });
  const [wanted, setWanted] = useState('');
  const has = useMemo(() => new Set((held.value ?? []).map(({ id }) => id)), [held.value]);
  const areas = useMemo(
    () => areasOf(all.value ?? [], wanted, (permission) => sentenceOf(permission, text)),
    [all.value, wanted, text],
  );
  const trouble = all.trouble ?? held.trouble;
  if (trouble && !(all.value && held.value))
    return (
      <TroubleMessage
        trouble={trouble}
        retry={() => {
          void all.reload();
          void held.reload();
        }}
      />
    );
  if (!all.value || !held.value) return <Skeleton height="30rem" radius="md" />;

  const toggle = async (permission: Permission, give: boolean) => {
    const before = held.value ?? [];
    held.suppose(give ? [...before, permission] : before.filter(({ id }) => id !== permission.id));
    const reply = await client.send(
      give ? 'POST' : 'PATCH',
      `/rbac/permissions/assigned_by_roles/${role}/${give ? 'assign' : 'unassign'}/`,
      { permissions: [fullName(permission)] },
    );
    if ('value' in reply) return;
    say({ words: troubleSentence(reply.trouble, text), tone: 'danger' });
    void held.reload();
  };
  const box = (permission: Permission) => (
    <label className="a-right">
      <input
        type="checkbox"
        checked={has.has(permission.id)}
        onChange={(event) => void toggle(permission, event.currentTarget.checked)}
      />
      <span>{sentenceOf(permission, text)}</span>
    </label>
  );

  return (
    <>
      <p className="a-first a-soft">{text('matrix.lead')}</p>
      <div className="a-tools">
        <TextInput
          type="search"
          className="a-search"
          aria-label={text('matrix.search')}
          placeholder={text('matrix.search')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        <span role="status" className="a-soft">
          {text('matrix.given', { count: String(has.size), all: String(all.value.length) })}
        </span>
      </div>
      {areas.length === 0 ? <p className="a-card">{text('list.no_hit', { words: wanted })}</p> : null}
      {areas.map((area) => {
        const given = area.permissions.filter(({ id }) => has.has(id)).length;
        return (
          <details
            key={area.label}
            className="a-area"
            {...(wanted === '' && given === 0 ? {} : { open: true })}
          >
            <summary>
              <span className="a-strong">{area.title}</span>
              <span className="a-soft">
                {text('matrix.given', { count: String(given), all: String(area.permissions.length) })}
              </span>
            </summary>
            <div className="a-table-frame">
              <table className="a-table a-matrix">
                <thead>
                  <tr>
                    <th scope="col">{text('matrix.kind')}</th>
                    {VERBS.map((verb) => (
                      <th key={verb} scope="col">
                        {text(`matrix.${verb}`)}
                      </th>
                    ))}
                    <th scope="col">{text('matrix.further')}</th>
                  </tr>
                </thead>
                <tbody>
                  {area.kinds.map((kind) => (
                    <tr key={kind.model}>
                      <th scope="row">{kind.title}</th>
                      {VERBS.map((verb) => {
                        const permission = kind.usual[verb];
                        return (
                          <td key={verb} data-label={text(`matrix.${verb}`)}>
                            <div>{permission ? box(permission) : '–'}</div>
                          </td>
                        );
                      })}
                      <td data-label={text('matrix.further')}>
                        <div>
                          {kind.further.map((permission) => (
                            <div key={permission.id}>{box(permission)}</div>
                          ))}
                          {kind.further.length === 0 ? '–' : null}
                        </div>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        );
      })}
    </>
  );
}
