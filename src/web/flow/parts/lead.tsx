/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import { RequestId } from './request-id.tsx';

/** Which colours a notice's level has; levels that the page does not know are plain information. */
const tones: Readonly<Record<string, 'warning' | 'danger'>> = { warning: 'warning', error: 'danger' };

/**
 * The line under the heading, of reserved height. An error or a notice takes its place: `role=alert` says it aloud,
 * and the form below stays where it is.
 */
export function Lead({ lead, errors }: { readonly lead: string; readonly errors: readonly string[] }) {
  const { text, failure, restarted, challenge } = usePage();
  const sentences = failure ? [text(`failure.${failure.kind}`), ...errors] : errors;
  const wrong = sentences.length > 0;
  const notices = [
    ...(restarted && !wrong ? [{ level: 'info', text: text('status.restarted') }] : []),
    ...(challenge.notices ?? []),
  ];
  return (
    <div class="lead">
      <div role="alert" id="form-errors">
        {wrong ? (
          <div class="notice" data-tone="danger">
            {sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            {failure?.request_id ? <RequestId id={failure.request_id} /> : null}
          </div>
        ) : null}
      </div>
      {notices.map((notice) => (
        <div
          key={notice.text}
          role="status"
          class="notice"
          data-tone={Object.hasOwn(tones, notice.level) ? tones[notice.level] : 'info'}
        >
          <p>{notice.text}</p>
        </div>
      ))}
      {wrong || notices.length > 0 ? null : <p class="lead-text">{lead}</p>}
    </div>
  );
}
