import type { Egress, EgressRequest, EgressResponse } from '../ports.ts';

/** A way out that a test answers, and that remembers what was sent; JSON for whoever gives no whole answer. */
export function answeredEgress(
  answer: (request: EgressRequest) => EgressResponse | Readonly<Record<string, unknown>>,
): Egress & { readonly sent: readonly EgressRequest[] } {
  const sent: EgressRequest[] = [];
  const isWhole = (said: object): said is EgressResponse =>
    'refused' in said || 'failed' in said || ('status' in said && 'headers' in said);
  return {
    sent,
    async request(request) {
      sent.push(request);
      const said = answer(request);
      return isWhole(said) ? said : { status: 200, headers: {}, body: JSON.stringify(said) };
    },
  };
}

/** The fields of a form that was sent. */
export const formOf = (body = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    body.split('&').map((pair) => pair.split('=').map((part) => decodeURIComponent(part))),
  ) as Record<string, string>;
