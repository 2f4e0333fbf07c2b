import { sql } from 'kysely';
import { UNKNOWN_DEVICES } from '../core/authenticator/device-types.ts';
import type { Database } from './database.ts';

/**
 * Keeps the list of makes as this version knows it: new ones are added, other names are put right. What is in no list
 * any more stays: there may be devices of it, and restrictions that name it.
 */
export async function keepDeviceTypes(
  { kysely }: Pick<Database, 'kysely'>,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  const list = Object.entries({ ...names, [UNKNOWN_DEVICES]: 'Unknown devices' }).map(
    ([aaguid, description]) => ({ aaguid: aaguid.toLowerCase(), description }),
  );
  await sql`insert into webauthn_device_types as kept (aaguid, description)
    select aaguid, description from jsonb_to_recordset(${JSON.stringify(list)}::jsonb)
      as given (aaguid text, description text)
    on conflict (aaguid) do update set description = excluded.description
      where kept.description <> excluded.description`.execute(kysely);
}
