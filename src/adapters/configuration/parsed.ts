/** What a text is turned into, or the reason why it cannot be. */
export type Parsed<T> = { readonly value: T } | { readonly reason: string };
