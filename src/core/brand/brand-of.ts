import { pageSettings } from '../directory/settings.ts';
import type { Row } from '../model/model.ts';

/** The brand of a host: the longest domain that is the host or lies above it, else the default one. */
export function brandOf(brands: Iterable<Row>, host: string): Row | undefined {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  let best: Row | undefined;
  let fallback: Row | undefined;
  for (const brand of brands) {
    const domain = String(brand.domain).toLowerCase();
    if (brand.default === true) fallback ??= brand;
    if (name !== domain && !name.endsWith(`.${domain}`)) continue;
    if (!best || domain.length > String(best.domain).length) best = brand;
  }
  return best ?? fallback;
}

/** The language of a brand, for people who say nothing of theirs: `settings.locale` of its attributes. */
export const languageOf = (brand: Row | undefined): string | undefined => {
  const attributes = brand?.attributes;
  return typeof attributes === 'object' && attributes !== null
    ? pageSettings({ ...attributes }).language
    : undefined;
};
