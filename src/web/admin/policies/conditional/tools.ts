import type { FormWords, LookUp } from '../../../../ui/form/words.ts';
import type { Text } from '../../../../ui/texts.ts';
import type { Key } from '../../texts/english.ts';
import type { Catalogue } from './catalogue.ts';

/** What every row of the builder needs. */
export interface BuilderTools {
  readonly catalogue: Catalogue;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly words: FormWords;
  readonly lookUp: LookUp;
  readonly text: Text<Key>;
}
