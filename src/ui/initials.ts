/** One or two capital letters that stand for a name where there is no picture; "?" for a name without letters. */
export function initials(name: string): string {
  const words = name
    .replace(/@.*$/u, '')
    .split(/[\s._-]+/u)
    .map((word) => word.match(/[\p{L}\p{N}]/u)?.[0])
    .filter((letter) => letter !== undefined);
  const [first, ...rest] = words;
  if (first === undefined) return '?';
  return `${first}${rest.at(-1) ?? ''}`.toLocaleUpperCase();
}
