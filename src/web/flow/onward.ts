import { redirectAddress, webAddress } from '../../ui/address.ts';
import type { Challenge, IdentificationChallenge, RedirectChallenge } from './wire.ts';

/**
 * Where a challenge sends the browser without asking, or undefined when it is to be drawn: a redirect to an address
 * that may be followed, and a login page whose only way in is one single source.
 */
export function onward(challenge: Challenge, base: string): string | undefined {
  if (isRedirect(challenge)) return redirectAddress(challenge.to, base);
  if (isIdentification(challenge)) return onlySource(challenge, base);
  return undefined;
}

function onlySource(challenge: IdentificationChallenge, base: string): string | undefined {
  const { user_fields, sources = [], passwordless_url, response_errors } = challenge;
  const [source] = sources;
  const alone = sources.length === 1 && !user_fields?.length && !passwordless_url && !response_errors;
  if (!alone || source?.challenge.component !== 'xak-flow-redirect') return undefined;
  return webAddress(source.challenge.to, base);
}

const isRedirect = (challenge: Challenge): challenge is RedirectChallenge =>
  challenge.component === 'xak-flow-redirect';
const isIdentification = (challenge: Challenge): challenge is IdentificationChallenge =>
  challenge.component === 'ak-stage-identification';
