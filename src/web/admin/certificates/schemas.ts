import type { JsonSchema } from '../../../ui/form/fields.ts';

/** What is asked of a key that is made here. */
export const GENERATED: JsonSchema = {
  type: 'object',
  required: ['common_name', 'validity_days'],
  properties: {
    common_name: { type: 'string' },
    subject_alt_name: { type: 'string', default: '' },
    validity_days: { type: 'integer', default: 365, minimum: 1, maximum: 36_500 },
    alg: { type: 'string', enum: ['rsa', 'ecdsa'], default: 'rsa' },
  },
};

const pem = { type: 'string', widget: 'pem', secret: true } as const;

/** What is asked of one that comes from elsewhere. */
export const IMPORTED: JsonSchema = {
  type: 'object',
  required: ['name', 'certificate_data'],
  properties: { name: { type: 'string' }, certificate_data: pem, key_data: pem },
};

/** What a new certificate in the place of an old one needs. */
export const REPLACED: JsonSchema = {
  type: 'object',
  required: ['certificate_data'],
  properties: { certificate_data: pem, key_data: pem },
};

/** A new key in the place of an old one. */
export const ROTATED: JsonSchema = {
  type: 'object',
  required: ['validity_days'],
  properties: { validity_days: { type: 'integer', default: 365, minimum: 1, maximum: 36_500 } },
};
