/** @jsxImportSource preact */
import { webAddress } from '../../../ui/address.ts';
import { usePage } from '../page.ts';
import { Link } from '../parts/link.tsx';
import { RequestId } from '../parts/request-id.tsx';
import { Screen } from '../parts/screen.tsx';
import { UserLine } from '../parts/user-line.tsx';
import type { AccessDeniedChallenge } from '../wire.ts';
import { LockedOut } from './locked.tsx';

/** A refusal in plain words: what, why as far as the policy says, what to do now, and a way home. */
export function AccessDenied({ challenge }: { readonly challenge: AccessDeniedChallenge }) {
  const until = Date.parse(challenge.locked_until ?? '');
  return Number.isNaN(until) ? (
    <Refused challenge={challenge} />
  ) : (
    <LockedOut challenge={challenge} until={until} />
  );
}

function Refused({ challenge }: { readonly challenge: AccessDeniedChallenge }) {
  const { text, base } = usePage();
  const { application_name: application, application_publisher: publisher, request_id: id } = challenge;
  const reasons = [...new Set([challenge.error_message, ...(challenge.messages ?? [])])].filter((one) => one);
  const home = webAddress(challenge.home_url, base) ?? webAddress('/', base);
  const other = challenge.pending_user ? challenge.flow_info?.cancel_url : undefined;
  return (
    <Screen
      title={text('denied.title')}
      lead={application ? text('denied.application', { application }) : text('denied.general')}
    >
      {challenge.pending_user ? (
        <UserLine name={challenge.pending_user} avatar={challenge.pending_user_avatar} wayOut={false} />
      ) : null}
      {reasons.length > 0 ? (
        <div class="notice" data-tone="danger">
          <h2>{text('denied.why')}</h2>
          {reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </div>
      ) : null}
      <div class="next">
        <h2>{text('denied.what_next')}</h2>
        <ul>
          <li>
            {application && publisher
              ? text('denied.ask_publisher', { application, publisher })
              : text('denied.ask')}{' '}
            {id ? text('denied.ask_id') : null}
          </li>
          {challenge.contact ? (
            <li>
              <Contact contact={challenge.contact} />
            </li>
          ) : null}
          {other ? <li>{text('denied.other_account_hint')}</li> : null}
        </ul>
      </div>
      {id ? <RequestId id={id} /> : null}
      <div class="actions">
        <Link to={challenge.flow_info?.cancel_url} kind="button secondary">
          {text('denied.other_account')}
        </Link>
        <Link to={home} kind="button">
          {text('action.home')}
        </Link>
      </div>
    </Screen>
  );
}

const EMAIL = /^[^\s@:/?&]+@[^\s@:/?&]+\.[^\s@:/?&]+$/;

/** Where to get help: a mail address and a web address can be followed, anything else is read. */
function Contact({ contact }: { readonly contact: string }) {
  const { text, base } = usePage();
  const address = EMAIL.test(contact)
    ? `mailto:${contact}`
    : /^https?:\/\//.test(contact)
      ? webAddress(contact, base)
      : undefined;
  if (!address) return <>{text('denied.contact', { contact })}</>;
  const [before = '', after = ''] = text('denied.contact', { contact: '\n' }).split('\n');
  return (
    <>
      {before}
      <a href={address}>{contact}</a>
      {after}
    </>
  );
}
