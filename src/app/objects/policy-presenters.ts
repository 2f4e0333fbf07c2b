import type { Catalogue } from '../../core/catalogue.ts';
import type { Presenter } from './present.ts';

/** Policies with what their types work out of the configuration. */
export const policyPresenters = ({ policies }: Pick<Catalogue, 'policies'>): Record<string, Presenter> =>
  Object.fromEntries(
    policies.flatMap(({ model, derived }): [string, Presenter][] =>
      derived ? [[model, (row) => derived.of(row)]] : [],
    ),
  );
