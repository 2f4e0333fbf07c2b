import { isIpAddress } from '../../core/expression/address.ts';

const LONGEST_URL = 2_048;
const PARTS =
  /^https?:\/\/(?:[^\s@/?#\\]*@)?(\[[0-9a-f:.]+\]|[^\s:/?#\\@[\]]+)(?::(\d{1,5}))?(?:[/?#]\S*)?$/iu;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;

/** Whether a text is the address of a web page; its host may be a single word, as inside of a company. */
export function isUrl(text: string): boolean {
  if (text.length > LONGEST_URL) return false;
  const parts = PARTS.exec(text);
  if (!parts) return false;
  const [, host = '', port] = parts;
  if (port !== undefined && Number(port) > 65_535) return false;
  if (host.startsWith('[')) return isIpAddress(host.slice(1, -1));
  // What looks like an address of version 4 has to be one.
  if (/^[\d.]+$/.test(host)) return isIpAddress(host);
  const labels = (host.endsWith('.') ? host.slice(0, -1) : host).split('.');
  return host.length <= 253 && labels.every((label) => LABEL.test(label));
}
