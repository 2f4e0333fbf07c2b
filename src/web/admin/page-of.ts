import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Params, Pattern } from './address.ts';

type Page = ComponentType<{ readonly params: Params }>;

export interface PageOf extends Pattern {
  readonly page: LazyExoticComponent<Page>;
  /** Fetches the page's script ahead of the click; asked twice, it is fetched once. */
  readonly load: () => Promise<unknown>;
}

/**
 * A page whose script is fetched when it is first wanted, with the words of its area where those are not there from
 * the beginning: what nobody opens weighs nothing.
 */
export const pageOf = (
  load: () => Promise<Page>,
  words?: () => Promise<void>,
): Pick<PageOf, 'page' | 'load'> => {
  const whole = async () => {
    const [page] = await Promise.all([load(), words?.()]);
    return { default: page };
  };
  return { page: lazy(whole), load: whole };
};
