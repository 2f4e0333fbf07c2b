/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { type Filled, Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Submit } from '../parts/submit.tsx';
import type { PasswordChallenge } from '../wire.ts';

/** The password. The user name is in the form too, unseen: password managers match by it. */
export function Password({ challenge }: { readonly challenge: PasswordChallenge }) {
  const { text } = usePage();
  const read = (data: FormData): Filled => {
    const password = String(data.get('password') ?? '');
    return { values: { password }, errors: password === '' ? { password: text('field.missing') } : {} };
  };
  return (
    <Form
      title={challenge.flow_info?.title || text('password.title')}
      lead={text('password.lead')}
      user={challenge}
      names={['password']}
      read={read}
    >
      <input
        class="unseen"
        type="text"
        name="username"
        autocomplete="username"
        value={challenge.pending_user ?? ''}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <PasswordField
        name="password"
        label={text('password.password')}
        autocomplete="current-password"
        reveal={challenge.allow_show_password ?? false}
      />
      <Submit label={text('action.continue')} />
      <div class="ways">
        <Link to={challenge.recovery_url}>{text('identification.recovery')}</Link>
      </div>
    </Form>
  );
}
