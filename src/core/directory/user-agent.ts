import { z } from 'zod';

/** What a browser says of itself, under the names of the wire. */
export const UserAgentReply = z
  .object({
    device: z.object({ brand: z.string().nullable(), family: z.string(), model: z.string().nullable() }),
    os: z.object({
      family: z.string(),
      major: z.string().nullable(),
      minor: z.string().nullable(),
      patch: z.string().nullable(),
      patch_minor: z.string().nullable(),
    }),
    user_agent: z.object({ family: z.string(), major: z.string(), minor: z.string(), patch: z.string() }),
    string: z.string(),
  })
  .meta({ id: 'AuthenticatedSessionUserAgent' });
export type UserAgent = z.output<typeof UserAgentReply>;

/** Browsers name their ancestors too, so the youngest is asked for first. */
const BROWSERS: readonly (readonly [family: string, pattern: RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/([\d.]+)/],
  ['Opera', /\bOPR\/([\d.]+)/],
  ['Samsung Internet', /\bSamsungBrowser\/([\d.]+)/],
  ['Vivaldi', /\bVivaldi\/([\d.]+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/([\d.]+)/],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\/([\d.]+)/],
  ['Safari', /\bVersion\/([\d.]+).*\bSafari\//],
  ['curl', /^curl\/([\d.]+)/],
];

/** Windows says since 2015 that it is version 10; the others' numbers are their own. */
const SYSTEMS: readonly (readonly [family: string, pattern: RegExp])[] = [
  ['Windows', /\bWindows NT ([\d.]+)/],
  ['iPadOS', /\biPad\b.*?\bOS ([\d_]+)/],
  ['iOS', /\b(?:iPhone|iPod)\b.*?\bOS ([\d_]+)/],
  ['Android', /\bAndroid ?([\d.]*)/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X ([\d_.]+)/],
  ['Linux', /\bLinux\b/],
];

const OTHER = 'Other';

function found(rows: typeof BROWSERS, text: string): { readonly family: string; readonly parts: string[] } {
  for (const [family, pattern] of rows) {
    const match = pattern.exec(text);
    if (match) return { family, parts: (match[1] ?? '').split(/[._]/).filter((part) => part !== '') };
  }
  return { family: OTHER, parts: [] };
}

const DEVICES: readonly (readonly [brand: string, family: string, pattern: RegExp])[] = [
  ['Apple', 'iPad', /\biPad\b/],
  ['Apple', 'iPhone', /\biPhone\b/],
  ['Apple', 'Mac', /\bMacintosh\b/],
];

/** Reads the header that browsers send: enough to recognise one's own device by, never to decide anything by. */
export function readUserAgent(string: string): UserAgent {
  const browser = found(BROWSERS, string);
  const system = found(SYSTEMS, string);
  const device = DEVICES.find(([, , pattern]) => pattern.test(string));
  const [major = '', minor = '', patch = ''] = browser.parts;
  return {
    device: device
      ? { brand: device[0], family: device[1], model: device[1] }
      : { brand: null, family: OTHER, model: null },
    os: {
      family: system.family,
      major: system.parts[0] ?? null,
      minor: system.parts[1] ?? null,
      patch: system.parts[2] ?? null,
      patch_minor: system.parts[3] ?? null,
    },
    user_agent: { family: browser.family, major, minor, patch },
    string,
  };
}
