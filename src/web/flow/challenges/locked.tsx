/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../page.ts';
import { Link } from '../parts/link.tsx';
import { RequestId } from '../parts/request-id.tsx';
import { Screen } from '../parts/screen.tsx';
import { UserLine } from '../parts/user-line.tsx';
import type { AccessDeniedChallenge } from '../wire.ts';

/** Minutes and seconds that are left, as a clock shows them; undefined where none are. */
export function timeLeft(until: number, now: number): string | undefined {
  const seconds = Math.ceil((until - now) / 1_000);
  if (seconds <= 0) return undefined;
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** Too many wrong tries: says so, until when, and what can be done before that. */
export function LockedOut({
  challenge,
  until,
}: {
  readonly challenge: AccessDeniedChallenge;
  readonly until: number;
}) {
  const { text } = usePage();
  const [left, setLeft] = useState(() => timeLeft(until, Date.now()));
  const isOver = left === undefined;

  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(() => setLeft(timeLeft(until, Date.now())), 1_000);
    return () => clearInterval(timer);
  }, [until, isOver]);

  return (
    <Screen title={text('locked.title')} lead={text('locked.lead')}>
      {challenge.pending_user ? (
        <UserLine name={challenge.pending_user} avatar={challenge.pending_user_avatar} wayOut={false} />
      ) : null}
      <div class="notice" data-tone="warning">
        <p role="status">{isOver ? text('locked.over') : text('locked.wait')}</p>
        <p role="timer" class="countdown">
          {left ?? '0:00'}
        </p>
      </div>
      <div class="next">
        <h2>{text('denied.what_next')}</h2>
        <ul>
          {challenge.unlock_mailed ? <li>{text('locked.mailed')}</li> : null}
          <li>{text('locked.not_you')}</li>
        </ul>
      </div>
      {challenge.request_id ? <RequestId id={challenge.request_id} /> : null}
      <div class="actions">
        <Link to={challenge.flow_info?.cancel_url} kind="button">
          {text('action.retry')}
        </Link>
      </div>
    </Screen>
  );
}
