/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Submit } from '../parts/submit.tsx';
import type { UserDeleteChallenge } from '../wire.ts';

/** Whether an account is really to go. */
export function UserDelete({ challenge }: { readonly challenge: UserDeleteChallenge }) {
  const { text } = usePage();
  return (
    <Form
      title={challenge.flow_info?.title || text('user_delete.title')}
      lead={text('user_delete.lead', { name: challenge.username })}
      user={challenge}
      read={() => ({ values: { token: challenge.token } })}
    >
      <p>{text('user_delete.consequence')}</p>
      <div class="actions">
        <Link to={challenge.flow_info?.cancel_url} kind="button secondary">
          {text('action.cancel')}
        </Link>
        <Submit label={text('user_delete.confirm')} />
      </div>
    </Form>
  );
}
