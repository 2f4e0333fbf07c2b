/** Parts of a page's content security policy that a stage may have to widen. */
export const DIRECTIVES = ['script-src', 'style-src', 'frame-src', 'connect-src'] as const;

export type Directive = (typeof DIRECTIVES)[number];

/** What a page loads from other sites: addresses by directive, each free of what would end it in a policy. */
export type PageSources = Readonly<Partial<Record<Directive, readonly string[]>>>;
