import { z } from 'zod';
import { references } from '../../core/model/fields.ts';

export const MutualTlsConfig = z.strictObject({
  mode: z.enum(['optional', 'required']).meta({
    title: 'Whether a certificate is needed',
    description:
      '"required": nobody passes without a certificate; "optional": they go on without being proven.',
  }),
  certificate_authorities: references('authentik_crypto.certificatekeypair').meta({
    title: 'Certificate authorities',
    description: 'Whose certificates count; none: those that the brand names.',
  }),
  cert_attribute: z.enum(['subject', 'common_name', 'email']).meta({
    title: 'Attribute of the certificate',
    description: 'What names the person.',
  }),
  user_attribute: z.enum(['username', 'email']).meta({
    title: 'Attribute of the user',
    description: 'What it is compared with.',
  }),
});

export type MutualTlsConfig = z.output<typeof MutualTlsConfig>;
