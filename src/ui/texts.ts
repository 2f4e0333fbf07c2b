/** Words by key. A catalogue is a flat record; `{name}` in a text is filled in from the values given. */
export type Catalogue<Key extends string = string> = Readonly<Record<Key, string>>;

/** Gives the text of a key, with its `{placeholders}` filled in; a placeholder without a value stays as it is. */
export type Text<Key extends string = string> = (
  key: Key,
  values?: Readonly<Record<string, string>>,
) => string;

/** Reads texts from one catalogue. */
export function textsOf<Key extends string>(catalogue: Catalogue<Key>): Text<Key> {
  return (key, values) =>
    catalogue[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
      values && Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
    );
}

/** The first of the wanted languages (`navigator.languages`) that there is, by exact tag or by language alone. */
export function chooseLanguage<Tag extends string>(
  wanted: readonly string[],
  available: readonly Tag[],
  otherwise: Tag,
): Tag {
  for (const tag of wanted) {
    const lower = tag.toLowerCase();
    const found =
      available.find((one) => one.toLowerCase() === lower) ??
      available.find((one) => one.toLowerCase() === lower.split('-')[0]);
    if (found) return found;
  }
  return otherwise;
}

/** What the person chose for themselves, then what the browser wants, then what the brand has; the server wrote both into the page. */
export function wantedLanguages(): readonly string[] {
  const { language, otherwise } = document.documentElement.dataset;
  return [
    ...(language === undefined ? [] : [language]),
    ...navigator.languages,
    ...(otherwise === undefined ? [] : [otherwise]),
  ];
}

/** Fetches answers in the language that the page speaks, whatever the browser wants. */
export const fetchIn =
  (language: string): typeof globalThis.fetch =>
  (address, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Accept-Language', language);
    return fetch(address, { ...init, headers });
  };
