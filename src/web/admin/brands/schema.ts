import type { JsonSchema } from '../../../ui/form/fields.ts';

const image = { type: 'string', default: '', widget: 'image' } as const;
const flow = { type: ['string', 'null'], default: null, ref: 'authentik_flows.flow' } as const;

/** What is asked of a brand. */
export const BRAND: JsonSchema = {
  type: 'object',
  required: ['domain'],
  properties: {
    domain: { type: 'string' },
    default: { type: 'boolean', default: false },
    branding_title: { type: 'string', default: 'Postern' },
    branding_logo: image,
    branding_favicon: image,
    branding_default_flow_background: image,
    branding_custom_css: { type: 'string', default: '', widget: 'css' },
    flow_authentication: flow,
    flow_invalidation: flow,
    flow_recovery: flow,
    flow_user_settings: flow,
    flow_unenrollment: flow,
    flow_device_code: flow,
    default_application: { type: ['string', 'null'], default: null, ref: 'authentik_core.application' },
    web_certificate: { type: ['string', 'null'], default: null, ref: 'authentik_crypto.certificatekeypair' },
    attributes: { type: 'object', default: {} },
  },
};

/** What most brands leave alone. */
export const RARELY: ReadonlySet<string> = new Set([
  'flow_unenrollment',
  'flow_device_code',
  'default_application',
  'web_certificate',
  'attributes',
]);
