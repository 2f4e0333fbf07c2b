/** @jsxImportSource preact */
import { webAddress } from '../../../ui/address.ts';
import { usePage } from '../page.ts';
import { Link } from '../parts/link.tsx';
import { RequestId } from '../parts/request-id.tsx';
import { Screen } from '../parts/screen.tsx';
import type { AccessDeniedChallenge } from '../wire.ts';

/** A refusal in plain words: what, why as far as the policy says, what to do now, and a way home. */
export function AccessDenied({ challenge }: { readonly challenge: AccessDeniedChallenge }) {
  const { text, base } = usePage();
  const { application_name: application, request_id: id } = challenge;
  const reasons = [...new Set([challenge.error_message, ...(challenge.messages ?? [])])].filter((one) => one);
  const home = webAddress(challenge.home_url, base) ?? webAddress('/', base);
  return (
    <Screen
      title={text('denied.title')}
      lead={application ? text('denied.application', { application }) : text('denied.general')}
      user={challenge}
    >
      {reasons.length > 0 ? (
        <div class="notice" data-tone="danger">
          <h2>{text('denied.why')}</h2>
          {reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </div>
      ) : null}
      <p>{text(id ? 'denied.what_to_do' : 'denied.what_to_do_plain')}</p>
      {id ? <RequestId id={id} /> : null}
      <div class="actions">
        {challenge.pending_user ? null : (
          <Link to={challenge.flow_info?.cancel_url} kind="button secondary">
            {text('denied.other_account')}
          </Link>
        )}
        <Link to={home} kind="button">
          {text('action.home')}
        </Link>
      </div>
    </Screen>
  );
}
