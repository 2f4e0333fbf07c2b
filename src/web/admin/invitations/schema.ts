import type { JsonSchema } from '../../../ui/form/fields.ts';
import type { Key } from '../texts/english.ts';

/** What is asked of an invitation. */
export const INVITATION: JsonSchema = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    flow: { type: ['string', 'null'], format: 'uuid', ref: 'authentik_flows.flow', default: null },
    expires: { type: ['string', 'null'], format: 'date-time', default: null },
    single_use: { type: 'boolean', default: true },
    fixed_data: { type: 'object', widget: 'json', default: {} },
  },
};

/** What these fields mean here. */
export const WORDS: Readonly<Record<string, Key>> = {
  name_about: 'invitation.name_about',
  flow: 'invitation.flow',
  flow_about: 'invitation.flow_about',
  expires: 'invitation.expires',
  expires_about: 'invitation.expires_about',
  single_use: 'invitation.single_use',
  single_use_about: 'invitation.single_use_about',
  fixed_data: 'invitation.fixed_data',
  fixed_data_about: 'invitation.fixed_data_about',
};
