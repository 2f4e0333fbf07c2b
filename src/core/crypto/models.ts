import { z } from 'zod';
import { defineModel } from '../model/model.ts';

/** A certificate with or without its private key; the private key is never returned. */
export const certificateKeyPair = defineModel({
  name: 'authentik_crypto.certificatekeypair',
  table: 'certificate_key_pairs',
  title: 'Certificate-key pair',
  plural: 'Certificate-key pairs',
  fields: z.strictObject({
    name: z.string().trim().min(1).meta({ title: 'Name', description: 'Unique.' }),
    certificate_data: z
      .string()
      .min(1)
      .meta({ title: 'Certificate', description: 'PEM.', secret: true, widget: 'pem' }),
    key_data: z
      .string()
      .default('')
      .meta({ title: 'Private key', description: 'PEM (PKCS #8).', secret: true, widget: 'pem' }),
  }),
  internal: z.strictObject({
    managed: z.string().nullable().default(null),
    fingerprint_sha256: z.string().nullable().default(null),
    fingerprint_sha1: z.string().nullable().default(null),
    cert_expiry: z.string().nullable().default(null),
    cert_subject: z.string().nullable().default(null),
    key_type: z.enum(['rsa', 'ec', 'dsa', 'ed25519', 'ed448']).nullable().default(null),
  }),
  computed: z.strictObject({
    private_key_available: z.boolean(),
    certificate_download_url: z.string(),
    private_key_download_url: z.string(),
  }),
  columns: { name: 'text', managed: 'text' },
  unique: [['name']],
  search: ['name'],
  filters: { name: ['exact'], managed: ['exact'] },
  ordering: ['name'],
  replicated: true,
});
