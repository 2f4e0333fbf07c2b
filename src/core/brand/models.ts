import { z } from 'zod';
import { attributes, reference, references } from '../model/fields.ts';
import { filtersByFields } from '../model/filters.ts';
import { defineModel } from '../model/model.ts';

const FLOW = 'authentik_flows.flow';

const fields = z.strictObject({
  domain: z
    .string()
    .trim()
    .min(1)
    .meta({ title: 'Domain', description: 'Matches itself and everything below it.' }),
  default: z
    .boolean()
    .default(false)
    .meta({ title: 'Default', description: 'Used where no domain matches.' }),
  branding_title: z.string().default('Postern').meta({ title: 'Title' }),
  branding_logo: z.string().default('').meta({ title: 'Logo', widget: 'image' }),
  branding_favicon: z.string().default('').meta({ title: 'Favicon', widget: 'image' }),
  branding_custom_css: z.string().default('').meta({ title: 'Custom CSS', widget: 'css' }),
  branding_default_flow_background: z
    .string()
    .default('')
    .meta({ title: 'Flow background', widget: 'image' }),
  branding_map_tiles: z.string().default('').meta({ title: 'Map tiles' }),
  flow_authentication: reference(FLOW).meta({ title: 'Authentication flow' }),
  flow_user_switch: reference(FLOW).meta({ title: 'User switch flow' }),
  flow_invalidation: reference(FLOW).meta({ title: 'Invalidation flow' }),
  flow_recovery: reference(FLOW).meta({ title: 'Recovery flow' }),
  flow_unenrollment: reference(FLOW).meta({ title: 'Unenrollment flow' }),
  flow_user_settings: reference(FLOW).meta({ title: 'User settings flow' }),
  flow_device_code: reference(FLOW).meta({ title: 'Device code flow' }),
  flow_lockdown: reference(FLOW).meta({ title: 'Lockdown flow' }),
  flow_request: reference(FLOW).meta({ title: 'Request flow' }),
  default_application: reference('authentik_core.application').meta({ title: 'Default application' }),
  web_certificate: reference('authentik_crypto.certificatekeypair').meta({ title: 'Web certificate' }),
  client_certificates: references('authentik_crypto.certificatekeypair').meta({
    title: 'Client certificates',
  }),
  attributes: attributes(),
});

/** How one domain looks and which flows it uses. */
export const brand = defineModel({
  name: 'authentik_brands.brand',
  table: 'brands',
  title: 'Brand',
  plural: 'Brands',
  fields,
  computed: z.strictObject({ brand_uuid: z.uuid() }),
  columns: { domain: 'text', default: 'boolean', attributes: 'jsonb' },
  unique: [['domain']],
  search: ['domain', 'branding_title'],
  filters: filtersByFields(fields),
  ordering: ['domain'],
  replicated: true,
});
