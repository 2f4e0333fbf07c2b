import { catalogue, description } from '../contract.ts';
import { type Comparison, measure } from './measure.ts';
import { type Operation, operationsOf } from './operations.ts';

/** The yardstick's operations beside those of the API as it is in the code. */
export const compareAll = (theirs: readonly Operation[]): readonly Comparison[] =>
  measure(theirs, operationsOf(description), new Set(catalogue.models.map(({ name }) => name)));

/** Names of the operations that are here. */
export const presentOf = (comparisons: readonly Comparison[]): ReadonlySet<string> =>
  new Set(comparisons.flatMap(({ present, operation }) => (present ? [operation.id] : [])));
