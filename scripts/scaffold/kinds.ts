import { policy } from './policy.ts';
import { provider } from './provider.ts';
import { source } from './source.ts';
import { stage } from './stage.ts';

/** The names of a new type, in the writings that files need. */
export interface Names {
  /** `office_hours`: the folder, the `type` and the path of the API. */
  readonly snake: string;
  /** `officeHours` */
  readonly camel: string;
  /** `OfficeHours` */
  readonly pascal: string;
  /** `office-hours` */
  readonly kebab: string;
  /** `officehours`, as in wire names of models. */
  readonly flat: string;
  /** `Office hours` */
  readonly title: string;
}

/** The files of a new folder by name. They work as they are: a small example to change, with its test and its page. */
export type Scaffold = (names: Names) => Readonly<Record<string, string>>;

export const KINDS = {
  policy: { folder: 'policies', scaffold: policy },
  stage: { folder: 'stages', scaffold: stage },
  source: { folder: 'sources', scaffold: source },
  provider: { folder: 'providers', scaffold: provider },
} as const satisfies Readonly<Record<string, { folder: string; scaffold: Scaffold }>>;

export type Kind = keyof typeof KINDS;

/** `office-hours` -> its writings; undefined where that is no name for a type. */
export function namesOf(name: string): Names | undefined {
  const words = name.toLowerCase().split(/[-_]/);
  if (!/^[a-z]/.test(name) || words.some((word) => !/^[a-z0-9]+$/.test(word))) return undefined;
  const upper = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const pascal = words.map(upper).join('');
  return {
    snake: words.join('_'),
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    kebab: words.join('-'),
    flat: words.join(''),
    title: upper(words.join(' ')),
  };
}
