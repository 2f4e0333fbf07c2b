import { Button } from '@mantine/core';
import { Message } from '../../ui/kit/message.tsx';
import type { Text } from '../../ui/texts.ts';
import type { Key } from './catalogue.ts';
import type { Failed } from './use-result.ts';

interface FailureProps {
  readonly text: Text<Key>;
  readonly failed: Failed;
  readonly title: string;
  readonly retry: () => void;
}

/** What could not be loaded, why, and the way to try again. */
export function Failure({ text, failed, title, retry }: FailureProps) {
  return (
    <Message tone="danger" title={title} action={<Button onClick={retry}>{text('failure.retry')}</Button>}>
      <p>{sentenceOf(failed, text)}</p>
      {failed.request_id ? <p>{text('failure.request_id', { id: failed.request_id })}</p> : null}
    </Message>
  );
}

/** What went wrong, in a sentence. */
export const sentenceOf = (failed: Failed, text: Text<Key>): string =>
  failed.kind === 'refused' && failed.words !== ''
    ? failed.words
    : text(failed.kind === 'offline' ? 'failure.offline' : 'failure.server');
