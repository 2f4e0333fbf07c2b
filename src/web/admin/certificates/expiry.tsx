import { useAdmin } from '../admin.ts';
import { Badge } from '../parts/badge.tsx';
import { Moment } from '../parts/moment.tsx';

const DAY = 86_400_000;
/** Days before the end in which somebody should act. */
const SOON = 30;

/** When a certificate ends, and whether that is soon. */
export function Expiry({ at }: { readonly at: string | null }) {
  const { text } = useAdmin();
  if (at === null) return '–';
  const days = Math.floor((Date.parse(at) - Date.now()) / DAY);
  return (
    <>
      <Moment at={at} />{' '}
      {days < 0 ? (
        <Badge tone="bad">{text('certificates.expired')}</Badge>
      ) : days < SOON ? (
        <Badge tone="warning">{text('certificates.soon', { days: String(days) })}</Badge>
      ) : null}
    </>
  );
}
