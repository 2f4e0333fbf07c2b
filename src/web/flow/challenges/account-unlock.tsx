/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Form } from '../parts/form.tsx';
import { Submit } from '../parts/submit.tsx';
import type { AccountUnlockChallenge } from '../wire.ts';

/** Ends a lock at the press of a button: a program that only follows the link of the mail does not. */
export function AccountUnlock({ challenge }: { readonly challenge: AccountUnlockChallenge }) {
  const { text } = usePage();
  return (
    <Form
      title={challenge.flow_info?.title || text('account_unlock.title')}
      lead={text('account_unlock.lead')}
      user={challenge}
      read={() => ({ values: {} })}
    >
      <Submit label={text('account_unlock.confirm')} />
    </Form>
  );
}
