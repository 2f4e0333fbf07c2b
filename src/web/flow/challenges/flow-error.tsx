/** @jsxImportSource preact */

import { usePage } from '../page.ts';
import { Link } from '../parts/link.tsx';
import { RequestId } from '../parts/request-id.tsx';
import { Screen } from '../parts/screen.tsx';
import type { FlowErrorChallenge } from '../wire.ts';

/** A stage that broke: a plain sentence and the id to look it up by; the exception only where the server sent it. */
export function FlowError({ challenge }: { readonly challenge: FlowErrorChallenge }) {
  const { text, base } = usePage();
  const { request_id: id, error, traceback } = challenge;
  return (
    <Screen title={text('error.title')} lead={text('error.lead')}>
      {id ? <RequestId id={id} /> : null}
      {error || traceback ? (
        <details class="details">
          <summary>{text('error.details')}</summary>
          {error ? <p>{error}</p> : null}
          {traceback ? <pre>{traceback}</pre> : null}
        </details>
      ) : null}
      <div class="actions">
        <Link to={challenge.flow_info?.cancel_url} kind="button secondary">
          {text('action.cancel')}
        </Link>
        <Link to={base} kind="button">
          {text('action.retry')}
        </Link>
      </div>
    </Screen>
  );
}
