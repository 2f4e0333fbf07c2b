/** http(s) to a named host, an IPv4 address or an IPv6 address in brackets; no user information, no backslash. */
const ABSOLUTE =
  /^https?:\/\/(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#][!-[\]-~]*)?$/i;

/** A path of this site: one slash, not two, and nothing that a browser would read as a slash. */
const LOCAL = /^\/(?!\/)[!-[\]-~]*$/;

const FLOW = /^ak-flow:\/\/([-a-zA-Z0-9_]+)\/?$/;

/**
 * True for an address that a browser may be sent to: http, https, or a path of this site. Only printable ASCII is
 * let through: browsers drop tabs and line breaks and turn backslashes around, so that what is checked would not be
 * what is visited.
 */
export const isSafeTarget = (text: string): boolean => ABSOLUTE.test(text) || LOCAL.test(text);

/** The slug that `ak-flow://<slug>` names; undefined for anything else. */
export const flowSlug = (text: string): string | undefined => FLOW.exec(text)?.[1];
