/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Submit } from '../parts/submit.tsx';
import type { EmailChallenge } from '../wire.ts';

/** A mail with a link is on its way; the page can only ask for another one. */
export function Email({ challenge }: { readonly challenge: EmailChallenge }) {
  const { text } = usePage();
  const again = Object.values(challenge.response_errors ?? {})
    .flat()
    .some(({ code }) => code === 'email-sent');
  return (
    <Form
      title={challenge.flow_info?.title || text('email.title')}
      lead={text('email.lead')}
      user={challenge}
      read={() => ({ values: {} })}
    >
      <p role="status">{text(again ? 'email.again' : 'email.nothing')}</p>
      <div class="actions">
        <Link to={challenge.flow_info?.cancel_url} kind="button secondary">
          {text('action.cancel')}
        </Link>
        <Submit label={text('email.resend')} />
      </div>
    </Form>
  );
}
