import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CookieChanges, Visitor } from '../core/flow/flows.ts';
import { readCookie, setCookie } from './http.ts';
import { SESSION_COOKIE } from './identify.ts';

/** Binds runs of flows to the browser that began them. */
export const BROWSER_COOKIE = 'postern_browser';
/** Says that somebody signed in with this device before. */
export const DEVICE_COOKIE = 'postern_device';

/** Made by us, or not taken: what somebody else chose to call this browser is no secret. */
const SECRET = /^[\w-]{32,128}$/;

/** Who asks, and from which browser. */
export function visitorOf(request: FastifyRequest): Visitor {
  const browser = readCookie(request, BROWSER_COOKIE);
  return { actor: request.actor, browser: browser !== undefined && SECRET.test(browser) ? browser : null };
}

/** Tells the browser what a flow has changed about it. */
export function applyCookies(reply: FastifyReply, { browser, session, device }: CookieChanges): void {
  const { request } = reply;
  if (browser !== undefined) setCookie(request, reply, BROWSER_COOKIE, { value: browser, expires: null });
  if (session !== undefined) {
    setCookie(request, reply, SESSION_COOKIE, session && { value: session.key, expires: session.expires });
  }
  if (device) setCookie(request, reply, DEVICE_COOKIE, { value: device.key, expires: device.expires });
}
