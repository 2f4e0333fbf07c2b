import type { JsonSchema } from '../../../ui/form/fields.ts';

/** What is asked of a token. */
export const TOKEN: JsonSchema = {
  type: 'object',
  required: ['identifier', 'intent'],
  properties: {
    identifier: { type: 'string' },
    intent: { type: 'string', enum: ['api', 'app_password'], default: 'api' },
    user: { type: 'integer', ref: 'authentik_core.user' },
    description: { type: 'string', default: '' },
    expiring: { type: 'boolean', default: true },
    expires: { type: ['string', 'null'], format: 'date-time', default: null },
  },
};
