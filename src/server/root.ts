import { brandOf, languageOf } from '../core/brand/brand-of.ts';
import type { Catalogue } from '../core/catalogue.ts';
import { mediaAddress } from '../core/media/address.ts';
import type { Replica } from '../core/model/objects.ts';
import type { Handler } from './bind.ts';

export function rootHandlers(
  replica: Replica,
  version: string,
  catalogue: Catalogue,
): Record<string, Handler> {
  const flows = [
    'authentication',
    'invalidation',
    'recovery',
    'unenrollment',
    'user_settings',
    'device_code',
    'user_switch',
    'lockdown',
    'request',
  ] as const;
  return {
    core_brands_current_retrieve: ({ request }) => {
      const brand = brandOf(replica.all('brands'), request.facts.host);
      const slug = (name: string) => {
        const pk = brand?.[`flow_${name}`];
        return typeof pk === 'string' ? replica.get('flows', pk)?.slug : undefined;
      };
      return {
        matched_domain: brand?.domain ?? 'fallback',
        branding_title: brand?.branding_title ?? 'Postern',
        branding_logo: mediaAddress(brand?.branding_logo),
        branding_logo_themed_urls: null,
        branding_favicon: mediaAddress(brand?.branding_favicon),
        branding_favicon_themed_urls: null,
        branding_custom_css: brand?.branding_custom_css ?? '',
        branding_map_tiles: brand?.branding_map_tiles ?? '',
        ui_footer_links: [],
        ui_theme: 'automatic',
        ...Object.fromEntries(flows.map((name) => [`flow_${name}`, slug(name)])),
        default_locale: languageOf(brand) ?? '',
        // Neither behaviour is here: a login ends where its flow ends, and other tabs stay as they are.
        flags: { flows_continuous_login: false, flows_refresh_others: false },
      };
    },
    root_config_retrieve: () => ({
      error_reporting: {
        enabled: false,
        sentry_dsn: '',
        environment: '',
        send_pii: false,
        traces_sample_rate: 0,
      },
      capabilities: [],
      cache_timeout: 0,
      cache_timeout_flows: 0,
      cache_timeout_policies: 0,
    }),
    admin_apps_list: () => {
      const areas = new Map(
        catalogue.models.map(({ name }) => {
          const [area = ''] = name.split('.');
          return [area, area.replace(/^authentik_/, '').replaceAll('_', ' ')];
        }),
      );
      return [...areas].map(([name, label]) => ({ name, label }));
    },
    admin_models_list: ({ query }) =>
      catalogue.models
        .filter(({ fields }) => query.filter_has_attributes !== true || 'attributes' in fields.shape)
        .map(({ name, title }) => ({ name, label: title })),
    admin_version_retrieve: () => ({
      version_current: version,
      version_latest: version,
      version_latest_valid: false,
      build_hash: '',
      outdated: false,
      outpost_outdated: false,
    }),
  };
}
