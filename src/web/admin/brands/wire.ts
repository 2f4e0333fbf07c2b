/** What the pages show of a brand; its form shows the rest. */
export interface Brand {
  readonly brand_uuid: string;
  readonly domain: string;
  readonly default: boolean;
  readonly branding_title: string;
}

export const BRANDS = '/core/brands/';
