/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import { RequestId } from './request-id.tsx';

/**
 * The line under the heading, of reserved height. An error or a notice takes its place: `role=alert` says it aloud,
 * and the form below stays where it is.
 */
export function Lead({ lead, errors }: { readonly lead: string; readonly errors: readonly string[] }) {
  const { text, failure, restarted } = usePage();
  const sentences = failure ? [text(`failure.${failure.kind}`), ...errors] : errors;
  return (
    <div class="lead">
      <div role="alert" id="form-errors">
        {sentences.length > 0 ? (
          <div class="notice" data-tone="danger">
            {sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            {failure?.request_id ? <RequestId id={failure.request_id} /> : null}
          </div>
        ) : null}
      </div>
      {sentences.length === 0 && restarted ? (
        <div role="status" class="notice" data-tone="info">
          <p>{text('status.restarted')}</p>
        </div>
      ) : null}
      {sentences.length === 0 && !restarted ? <p class="lead-text">{lead}</p> : null}
    </div>
  );
}
