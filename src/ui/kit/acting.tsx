import { Button } from '@mantine/core';
import { useState } from 'react';

interface ActingProps {
  /** Who acts as whom, and what that means. */
  readonly words: string;
  readonly stop: string;
  /** Resolves where it could not be ended. */
  readonly onStop: () => Promise<void>;
}

/** Stands above everything while somebody acts as another user, so that nobody forgets who they are. */
export function Acting({ words, stop, onStop }: ActingProps) {
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    await onStop();
    setBusy(false);
  };
  return (
    <section className="p-acting" aria-label={words}>
      <p>{words}</p>
      <Button variant="default" loading={busy} onClick={() => void end()}>
        {stop}
      </Button>
    </section>
  );
}
