/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { errorsOf } from '../errors.ts';
import { usePage } from '../page.ts';
import type { Asking, Outcome } from '../passkey.ts';
import type { Answer } from '../wire.ts';
import { Screen } from './screen.tsx';
import { Submit } from './submit.tsx';

interface PasskeyScreenProps {
  readonly title: string;
  readonly lead: string;
  readonly user: { readonly pending_user?: string; readonly pending_user_avatar?: string };
  /** What the button says. Browsers show passkeys only after somebody asked for them. */
  readonly label: string;
  readonly work: Asking;
  readonly answerOf: (credential: Readonly<Record<string, unknown>>) => Answer;
  readonly children?: ComponentChildren;
}

/** A step that the browser does with the person: a button begins it, and what comes of it is the answer. */
export function PasskeyScreen({ title, lead, user, label, work, answerOf, children }: PasskeyScreenProps) {
  const { text, challenge, answer, sending } = usePage();
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState<Extract<Outcome, { failed: string }>['failed']>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (sending || asking) return;
    setAsking(true);
    setFailed(undefined);
    const outcome = await work();
    setAsking(false);
    if ('failed' in outcome) setFailed(outcome.failed);
    else answer(answerOf(outcome.credential));
  };

  const errors = failed ? [text(`passkey.${failed}`)] : asking ? [] : errorsOf(challenge, []).form;
  return (
    <Screen title={title} lead={asking ? text('passkey.asking') : lead} errors={errors} user={user}>
      <form noValidate method="post" onSubmit={submit}>
        <Submit label={label} />
        {children}
      </form>
    </Screen>
  );
}
