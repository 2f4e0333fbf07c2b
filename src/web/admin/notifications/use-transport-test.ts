import { useCallback } from 'react';
import { useAdmin } from '../admin.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import { TRANSPORTS, type Transport } from './wire.ts';

/** Sends a message to whoever is signed in, and says how that went. */
export function useTransportTest(): (transport: Pick<Transport, 'pk' | 'name'>) => Promise<void> {
  const { client, text, say } = useAdmin();
  return useCallback(
    async ({ pk, name }) => {
      const reply = await client.send('POST', `${TRANSPORTS}${pk}/test/`);
      if ('trouble' in reply)
        say({
          words: text('notice.test_failed', { name, why: sentenceOf(reply.trouble, text) }),
          tone: 'danger',
        });
      else say({ words: text('notice.test_sent', { name }) });
    },
    [client, text, say],
  );
}
