/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Form } from '../parts/form.tsx';
import { Link } from '../parts/link.tsx';
import { Submit } from '../parts/submit.tsx';
import type { ConsentChallenge } from '../wire.ts';

/** Somebody opened the link of a mail: a program that only looks does not get any further. */
export function ConfirmLink({ challenge }: { readonly challenge: ConsentChallenge }) {
  const { text } = usePage();
  return (
    <Form
      title={challenge.flow_info?.title || text('link.title')}
      lead={text('link.lead')}
      user={challenge}
      read={() => ({ values: { token: challenge.token } })}
    >
      <div class="actions">
        <Link to={challenge.flow_info?.cancel_url} kind="button secondary">
          {text('action.cancel')}
        </Link>
        <Submit label={text('action.continue')} />
      </div>
    </Form>
  );
}
