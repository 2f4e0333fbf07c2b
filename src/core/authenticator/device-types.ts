import { z } from 'zod';
import type { Configuration } from '../flow/ports.ts';
import { defineModel, type Model, referencesOf } from '../model/model.ts';

/** Stands in restrictions for every authenticator that is in no list. */
export const UNKNOWN_DEVICES = '00000000-0000-0000-0000-000000000000';

/** The makes of authenticators that have a name, by the AAGUID that they say of themselves. */
export const deviceType = defineModel({
  name: 'authentik_stages_authenticator_webauthn.webauthndevicetype',
  table: 'webauthn_device_types',
  title: 'WebAuthn device type',
  plural: 'WebAuthn device types',
  lookup: 'aaguid',
  fields: z.strictObject({
    aaguid: z
      .guid()
      .toLowerCase()
      .meta({ title: 'AAGUID', description: 'What the authenticator says it is.' }),
    description: z.string().trim().min(1).max(300).meta({ title: 'Description' }),
  }),
  // An AAGUID looks like a UUID without being of any of its versions.
  computed: z.strictObject({ pk: z.guid() }),
  columns: { aaguid: 'text', description: 'text' },
  unique: [['aaguid']],
  search: ['description', 'aaguid'],
  filters: { aaguid: ['exact'], description: ['exact'] },
  ordering: ['description', 'aaguid'],
  replicated: true,
});

/** A list of makes that are let through; none: all are. */
export const deviceTypes = () =>
  z.array(z.guid().meta({ ref: deviceType.name, on_delete: 'remove' })).default([]);

export const DeviceTypeReply = z
  .object({ aaguid: z.guid(), description: z.string() })
  .meta({ id: 'WebAuthnDeviceType' });

/** The fields of a model that list device types: answers carry them by name, too. */
export const deviceTypeFields = (model: Model): readonly string[] =>
  referencesOf(model).flatMap(({ field, to }) => (to === deviceType.name ? [field] : []));

/** The make of an authenticator that says what it is, where that has a name. */
export function makeOf(
  aaguid: string,
  configuration: Pick<Configuration, 'get'>,
): z.output<typeof DeviceTypeReply> | undefined {
  const row = aaguid === UNKNOWN_DEVICES ? undefined : configuration.get(deviceType.table, aaguid);
  return row && { aaguid: String(row.aaguid), description: String(row.description) };
}

/**
 * Whether a make satisfies a restriction. An authenticator that does not say what it is satisfies none: its AAGUID is
 * all zero, which is not to be taken for "in no list".
 */
export function typeAllowed(
  aaguid: string,
  allowed: readonly string[],
  configuration: Pick<Configuration, 'get'>,
): boolean {
  if (allowed.length === 0) return true;
  if (aaguid === UNKNOWN_DEVICES) return false;
  return allowed.includes(makeOf(aaguid, configuration) ? aaguid : UNKNOWN_DEVICES);
}
