import { imageAddress } from './address.ts';

/** How the page's brand is called and what stands for it, as the server wrote it into the page. */
export interface Brand {
  readonly title?: string;
  /** The address of an image. */
  readonly logo?: string;
}

/** Reads the brand out of the page. */
export function brandOf(page: Pick<Document, 'querySelector'>, base: string): Brand {
  const said = (name: string): string =>
    page.querySelector(`meta[name="postern-brand-${name}"]`)?.getAttribute('content') ?? '';
  const title = said('title');
  const logo = imageAddress(said('logo'), base);
  return { ...(title === '' ? {} : { title }), ...(logo ? { logo } : {}) };
}
