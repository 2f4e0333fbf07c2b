/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import { Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Submit } from '../parts/submit.tsx';
import type { AccountLockdownChallenge } from '../wire.ts';

/** Whether an account is really to be locked. */
export function AccountLockdown({ challenge }: { readonly challenge: AccountLockdownChallenge }) {
  const { text } = usePage();
  return (
    <Form
      title={challenge.flow_info?.title || text('account_lockdown.title')}
      lead={text('account_lockdown.lead', { name: challenge.username })}
      user={challenge}
      read={() => ({ values: { token: challenge.token } })}
    >
      <p>{text('account_lockdown.consequence')}</p>
      <div class="actions">
        <Link to={challenge.flow_info?.cancel_url} kind="button secondary">
          {text('action.cancel')}
        </Link>
        <Submit label={text('account_lockdown.confirm')} />
      </div>
    </Form>
  );
}
