import { z } from 'zod';
import { duration, seconds } from '../model/fields.ts';
import { defineModel } from '../model/model.ts';
import type { Replica } from '../model/objects.ts';

/** The one row of settings; a migration puts it there. */
export const SETTINGS_PK = '00000000-0000-4000-8000-000000000001';

const DAY = 86_400;

/** The fields of the settings that are kept here. */
export const settingsFields = z.strictObject({
  event_retention: duration()
    .refine((text) => seconds(text) >= DAY, 'Keep events for a day at least.')
    .refine((text) => seconds(text) <= 36_500 * DAY, 'Keep events for a hundred years at most.')
    .default('days=365')
    .meta({ title: 'Keep events for', description: 'Counts for events that happen from now on.' }),
  core_default_app_access: z.boolean().default(true).meta({
    title: 'Everyone can open new applications',
    description:
      'What a new application answers while nothing is bound to it. Off: nobody can open it until somebody binds whom it is for.',
  }),
});

/** What administrators set for all of Postern while it runs; the rest is set where it is started. */
export const systemSettings = defineModel({
  name: 'postern.systemsettings',
  table: 'system_settings',
  title: 'System settings',
  plural: 'System settings',
  fields: settingsFields,
  replicated: true,
});

export type SystemSettings = z.infer<typeof settingsFields>;

/** The settings as they are now. */
export function settingsOf(replica: Pick<Replica, 'get'>): SystemSettings {
  const row = replica.get('system_settings', SETTINGS_PK);
  return {
    event_retention: typeof row?.event_retention === 'string' ? row.event_retention : 'days=365',
    core_default_app_access: row?.core_default_app_access !== false,
  };
}

/** Days that an event is kept. */
export const retentionOf = (replica: Pick<Replica, 'get'>): number =>
  seconds(settingsOf(replica).event_retention) / DAY;
