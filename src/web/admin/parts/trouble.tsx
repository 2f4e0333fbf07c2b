import { Button } from '@mantine/core';
import { Message } from '../../../ui/kit/message.tsx';
import type { Text } from '../../../ui/texts.ts';
import { useAdmin } from '../admin.ts';
import type { FieldErrors, Trouble } from '../client.ts';
import type { Key } from '../texts/english.ts';

export type Say = Text<Key>;

/** What went wrong, in a sentence. */
export function sentenceOf(trouble: Trouble, text: Say): string {
  if (trouble.status === 0) return text('trouble.offline');
  if (trouble.status >= 500) return text('trouble.server');
  return trouble.detail || Object.values(trouble.fields).flat().join(' ') || text('trouble.refused');
}

/** A page or a part of one that could not be loaded, with the way to try again. */
export function TroubleMessage({
  trouble,
  retry,
}: {
  readonly trouble: Trouble;
  readonly retry: () => void;
}) {
  const { text } = useAdmin();
  return (
    <Message
      tone="danger"
      title={text(trouble.status === 404 ? 'trouble.not_found_title' : 'trouble.title')}
      action={trouble.status === 404 ? null : <Button onClick={retry}>{text('trouble.retry')}</Button>}
    >
      <p>{trouble.status === 404 ? text('trouble.not_found') : sentenceOf(trouble, text)}</p>
      {trouble.request_id && trouble.status >= 500 ? (
        <p>{text('trouble.request_id', { id: trouble.request_id })}</p>
      ) : null}
    </Message>
  );
}

/** The errors for a form: at their fields, or as one sentence where they belong to none. */
export const troubleFields = (trouble: Trouble, text: Say): FieldErrors =>
  Object.keys(trouble.fields).length > 0 ? trouble.fields : { '': [sentenceOf(trouble, text)] };
