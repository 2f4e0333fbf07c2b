/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Submit } from '../parts/submit.tsx';
import type { ConsentChallenge, Permission } from '../wire.ts';
import { ConfirmLink } from './confirm-link.tsx';

/** What an application will get to know; what is new since the last time stands apart. */
export function Consent({ challenge }: { readonly challenge: ConsentChallenge }) {
  return challenge.confirms === 'link' ? (
    <ConfirmLink challenge={challenge} />
  ) : (
    <Sharing challenge={challenge} />
  );
}

function Sharing({ challenge }: { readonly challenge: ConsentChallenge }) {
  const { text } = usePage();
  const permissions = challenge.permissions ?? [];
  const additional = challenge.additional_permissions ?? [];
  const nothing = permissions.length + additional.length === 0;
  return (
    <Form
      title={challenge.flow_info?.title || text('consent.title')}
      lead={challenge.header_text || text('consent.lead')}
      user={challenge}
      read={() => ({ values: { token: challenge.token } })}
    >
      {nothing ? <p>{text('consent.none')}</p> : null}
      <Permissions
        title={text(additional.length > 0 ? 'consent.existing' : 'consent.permissions')}
        permissions={permissions}
      />
      <Permissions title={text('consent.additional')} permissions={additional} fresh />
      <div class="actions">
        <Link to={challenge.flow_info?.cancel_url} kind="button secondary">
          {text('action.cancel')}
        </Link>
        <Submit label={text('consent.allow')} />
      </div>
    </Form>
  );
}

interface PermissionsProps {
  readonly title: string;
  readonly permissions: readonly Permission[];
  readonly fresh?: boolean;
}

function Permissions({ title, permissions, fresh = false }: PermissionsProps) {
  if (permissions.length === 0) return null;
  return (
    <section class="permissions" data-fresh={fresh}>
      <h2>{title}</h2>
      <ul>
        {permissions.map(({ id, name }) => (
          <li key={id}>{name || id}</li>
        ))}
      </ul>
    </section>
  );
}
