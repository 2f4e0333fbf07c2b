/** An identifier for a token of that name: unique over all people, so the person's own name is part of it. */
export function identifierOf(username: string, name: string, taken: readonly string[]): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 100);
  const base = [plain(username), plain(name) || 'token'].filter(Boolean).join('-');
  let identifier = base;
  for (let count = 2; taken.includes(identifier); count++) identifier = `${base}-${count}`;
  return identifier;
}
