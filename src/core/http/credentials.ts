const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in UTF-8. */
export const utf8 = (text: string): Uint8Array =>
  Uint8Array.from(encodeURIComponent(text).match(/%..|./g) ?? [], (part) =>
    part.length === 3 ? Number.parseInt(part.slice(1), 16) : (part.codePointAt(0) ?? 0),
  );

const base64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (const place of [0, 1, 2, 3])
      text += at + place > bytes.length ? '=' : ALPHABET[(word >> (18 - 6 * place)) & 63];
  }
  return text;
};

/** The `Authorization` header of a name and a password (RFC 7617). */
export const basicAuth = (name: string, password: string): string =>
  `Basic ${base64(utf8(`${name}:${password}`))}`;

/** Fields as a form sends them. */
export const formBody = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&');
