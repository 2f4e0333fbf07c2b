import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import type { AuditEvent } from '../wire.ts';
import { subjectOf } from './telling.ts';

/** What an event is about, with the way to it. */
export function EventSubject({ event }: { readonly event: AuditEvent }) {
  const { text } = useAdmin();
  const subject = subjectOf(event, text);
  if (!subject) return '–';
  return subject.to ? <Link to={subject.to}>{subject.words}</Link> : subject.words;
}
