import type { Catalogue } from '../../core/catalogue.ts';
import type { Mention } from '../../core/policy/type.ts';
import { nameOf } from './name-of.ts';
import type { PresentContext, Presenter } from './present.ts';

/** Policies with what their types work out of the configuration, and the names of the objects that they mention. */
export const policyPresenters = ({ policies }: Pick<Catalogue, 'policies'>): Record<string, Presenter> =>
  Object.fromEntries(
    policies.flatMap(({ model, derived, mentions }): [string, Presenter][] =>
      derived || mentions
        ? [
            [
              model,
              (row, _model, context) => ({
                ...derived?.of(row),
                ...(mentions && { labels: labelsOf(mentions(row), context) }),
              }),
            ],
          ]
        : [],
    ),
  );

/** What is gone has no name. */
function labelsOf(
  mentions: readonly Mention[],
  { catalogue, replica }: PresentContext,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    mentions.flatMap(({ model: name, pk }) => {
      const model = catalogue.find(name);
      const row = model && replica.get(model.table, model.pk === 'integer' ? Number(pk) : pk);
      return row ? [[`${name}:${pk}`, nameOf(row)]] : [];
    }),
  );
}
