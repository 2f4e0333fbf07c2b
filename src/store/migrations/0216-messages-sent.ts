import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** When messages were sent is counted beside the tries now, exactly, and not kept with the telephone. */
export const messagesSent: Migration = {
  id: '0216-messages-sent',
  async up(trx) {
    await sql`update devices set config = config - 'sent' where config ? 'sent'`.execute(trx);
  },
};
