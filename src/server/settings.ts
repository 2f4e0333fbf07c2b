import { type Configuration, environmentName, type OptionKey } from '../adapters/configuration/options.ts';
import type { FixedSetting } from '../app/system/settings.ts';
import { LARGEST_PAGE, USUAL_PAGE } from '../contract/route.ts';

/** Settings that are made where Postern is started, under the names that the API has for them. */
export function fixedSettings(configuration: Configuration): Readonly<Record<string, FixedSetting>> {
  const from = (key: OptionKey): FixedSetting => ({
    value: configuration[key] ?? '',
    variable: environmentName(key),
  });
  return {
    base_url: from('public_url'),
    reputation_lower_limit: from('reputation_lower_limit'),
    reputation_upper_limit: from('reputation_upper_limit'),
    impersonation: from('impersonation'),
    impersonation_require_reason: from('impersonation_require_reason'),
    pagination_default_page_size: { value: USUAL_PAGE, variable: '' },
    pagination_max_page_size: { value: LARGEST_PAGE, variable: '' },
  };
}
