/** The address of a flow's page, with the query of the page that links to it (`next`, …) kept. */
export function flowPage(slug: string, query: Readonly<Record<string, string>> = {}): string {
  const text = Object.entries(query)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&');
  return `/if/flow/${encodeURIComponent(slug)}/${text === '' ? '' : `?${text}`}`;
}
