/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Form } from '../parts/form.tsx';
import { Submit } from '../parts/submit.tsx';
import type { UserLoginChallenge } from '../wire.ts';

/** Whether this browser stays signed in after it was closed. */
export function UserLogin({ challenge }: { readonly challenge: UserLoginChallenge }) {
  const { text } = usePage();
  const read = (_: FormData, button: HTMLElement | null) => ({
    values: { remember_me: button?.getAttribute('value') === 'yes' },
  });
  return (
    <Form title={text('user_login.title')} lead={text('user_login.lead')} user={challenge} read={read}>
      <div class="actions">
        <Submit label={text('user_login.no')} name="remember" value="no" secondary />
        <Submit label={text('user_login.yes')} name="remember" value="yes" />
      </div>
    </Form>
  );
}
