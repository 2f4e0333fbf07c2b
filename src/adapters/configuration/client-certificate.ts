import { contains, type Network, parseAddress } from './network.ts';

/** The certificate that a client has shown to the proxy, with those that the client sent along. */
export type ClientChain =
  /** PEM, the client's own first. */
  | { readonly chain: readonly string[] }
  /** `ignored`: a peer that is no trusted proxy sent the header. `malformed`: what a proxy sent cannot be read. */
  | { readonly note: 'ignored' | 'malformed' };

const MOST = 10;
const PEM = /-----BEGIN CERTIFICATE-----\s*([A-Za-z0-9+/=\s]+?)\s*-----END CERTIFICATE-----/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const pem = (base64: string): string => {
  const lines = base64.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A text of PEM blocks and blanks, and nothing else. */
function blocks(text: string): readonly string[] | undefined {
  const found = [...text.matchAll(PEM)].map(([, body = '']) => pem(body));
  return found.length > 0 && text.replace(PEM, '').trim() === '' ? found : undefined;
}

/** Envoy's: `By=…;Hash=…;Cert="…";Chain="…"`. One proxy writes one element; of several it is not clear whose is whose. */
function forwarded(text: string): readonly string[] | undefined {
  if (/,(?=(?:[^"]*"[^"]*")*[^"]*$)/.test(text)) return undefined;
  const value = (name: string) => new RegExp(`(?:^|;)${name}="([^"]*)"`, 'i').exec(text)?.[1];
  const own = blocks(decoded(value('Cert') ?? '') ?? '');
  const chain = blocks(decoded(value('Chain') ?? '') ?? '') ?? [];
  return own?.length === 1 ? [...own, ...chain.filter((one) => one !== own[0])] : undefined;
}

/**
 * Reads what proxies write: PEM in percent-encoding (nginx: `$ssl_client_escaped_cert`), base64 with commas between
 * certificates (Traefik; HAProxy and Caddy write one), `:base64:` (RFC 9440), and Envoy's `Cert="…"`.
 */
function read(text: string): readonly string[] | undefined {
  if (/(?:^|;)Cert="/i.test(text)) return forwarded(text);
  if (text.includes('%')) return blocks(decoded(text) ?? '');
  if (text.includes('BEGIN')) return blocks(text);
  const one = /^:([A-Za-z0-9+/=]+):$/.exec(text)?.[1];
  const parts = one === undefined ? text.split(',') : [one];
  return parts.every((part) => BASE64.test(part)) ? parts.map(pem) : undefined;
}

/**
 * The certificate that a trusted proxy tells of in the one header that the settings name. A header that came twice is
 * not read: who knows which of them the client wrote.
 */
export function clientCertificate(
  peer: string | undefined,
  rawHeaders: readonly string[],
  { header, trustedProxies }: { readonly header: string | null; readonly trustedProxies: readonly Network[] },
): ClientChain | undefined {
  if (header === null) return undefined;
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === header,
  );
  const [value = ''] = values;
  // Proxies send the header without a value where the client has shown none.
  if (values.length === 0 || (values.length === 1 && value.trim() === '')) return undefined;
  const address = parseAddress((peer ?? '').replace(/%.*$/, ''));
  if (!address || !contains(trustedProxies, address)) return { note: 'ignored' };
  const chain = values.length === 1 ? read(value.trim()) : undefined;
  return chain && chain.length <= MOST ? { chain } : { note: 'malformed' };
}
