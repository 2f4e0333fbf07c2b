import { z } from 'zod';
import { certificateKeyPair } from '../core/crypto/models.ts';
import { replyOf } from '../core/model/model.ts';
import { queryBoolean, type Route, route } from './route.ts';

const tag = 'crypto';
const path = '/crypto/certificatekeypairs/';

/** What can be done with certificates beside reading and writing them. */
export const crypto: readonly Route[] = [
  route({
    id: 'crypto_certificatekeypairs_generate_create',
    method: 'POST',
    path: `${path}generate/`,
    tag,
    access: { permission: 'authentik_crypto.add_certificatekeypair' },
    summary: 'Make a key with a certificate that it signs itself',
    body: z
      .strictObject({
        common_name: z.string().trim().min(1).max(64).meta({ description: 'Also the name of the pair.' }),
        subject_alt_name: z
          .string()
          .max(2_000)
          .default('')
          .meta({ description: 'Names of hosts, with commas between them.' }),
        validity_days: z.int().min(1).max(36_500),
        alg: z.enum(['rsa', 'ecdsa']).default('rsa'),
      })
      .meta({ id: 'CertificateGenerationRequest' }),
    reply: replyOf(certificateKeyPair).meta({ id: 'CertificateKeyPair' }),
    status: 200,
  }),
  route({
    id: 'crypto_certificatekeypairs_rotate_create',
    method: 'POST',
    path: `${path}{kp_uuid}/rotate/`,
    tag,
    params: { kp_uuid: z.uuid() },
    access: { permission: 'authentik_crypto.change_certificatekeypair' },
    summary:
      'Put a new key with a certificate that it signs itself in the place of the old one, wherever it is used',
    body: z
      .strictObject({ validity_days: z.int().min(1).max(36_500) })
      .meta({ id: 'CertificateRotationRequest' }),
    reply: replyOf(certificateKeyPair).meta({ id: 'CertificateKeyPair' }),
    status: 200,
  }),
  route({
    id: 'crypto_certificatekeypairs_view_certificate_retrieve',
    method: 'GET',
    path: `${path}{kp_uuid}/view_certificate/`,
    tag,
    params: { kp_uuid: z.uuid() },
    access: { permission: 'authentik_crypto.view_certificatekeypair' },
    summary: 'Read the certificate, which is public; the private key never leaves',
    query: z.object({
      download: queryBoolean().optional().meta({ description: 'As a PEM file instead of JSON.' }),
    }),
    reply: z.object({ data: z.string() }).meta({ id: 'CertificateData' }),
  }),
];
