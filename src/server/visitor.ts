import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CookieChanges, Visitor } from '../core/flow/flows.ts';
import { readCookie, setCookie } from './http.ts';
import { SESSION_COOKIE } from './identify.ts';

/** Binds runs of flows to the browser that began them. */
export const BROWSER_COOKIE = 'postern_browser';
/** Says that somebody signed in with this device before. */
export const DEVICE_COOKIE = 'postern_device';

/** Says that somebody proved a second factor with this browser. */
export const TRUST_COOKIE = 'postern_mfa';

/** Made by us, or not taken: what somebody else chose to call this browser is no secret. */
const SECRET = /^[\w-]{32,128}$/;

/** Who asks, and from which browser. */
export function visitorOf(request: FastifyRequest): Visitor {
  const secret = (name: string): string | null => {
    const value = readCookie(request, name);
    return value !== undefined && SECRET.test(value) ? value : null;
  };
  return {
    actor: request.actor,
    browser: secret(BROWSER_COOKIE),
    trust: secret(TRUST_COOKIE),
    device: secret(DEVICE_COOKIE),
    certificate: request.certificate,
    language: request.language,
  };
}

/** Tells the browser what a flow has changed about it. */
export function applyCookies(reply: FastifyReply, { browser, session, device, trust }: CookieChanges): void {
  const { request } = reply;
  if (browser !== undefined) setCookie(request, reply, BROWSER_COOKIE, { value: browser, expires: null });
  if (session !== undefined) {
    setCookie(request, reply, SESSION_COOKIE, session && { value: session.key, expires: session.expires });
  }
  if (trust) setCookie(request, reply, TRUST_COOKIE, { value: trust.key, expires: trust.expires });
  if (device) setCookie(request, reply, DEVICE_COOKIE, { value: device.key, expires: device.expires });
}
