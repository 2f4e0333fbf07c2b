import type { OAuth2Ports, OAuth2Reply } from './ports.ts';

/** Answers of our own, for what never reaches a client's provider. */

type Headers = Readonly<Record<string, string>>;

const NO_STORE = { 'cache-control': 'no-store' };

export const json = (status: number, body: object, headers: Headers = NO_STORE): OAuth2Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
  cookies: {},
});

/** An error of RFC 6749 section 5.2. */
export const protocolError = (
  status: number,
  error: string,
  error_description: string,
  headers: Headers = {},
) => json(status, { error, error_description }, { ...NO_STORE, ...headers });

export const seeOther = (location: string): OAuth2Reply => ({
  status: 303,
  headers: { location, ...NO_STORE },
  body: '',
  cookies: {},
});

/** Tells a person what is wrong, where the protocol has nobody to tell it to. */
export function errorReply(
  { errorPage }: Pick<OAuth2Ports, 'errorPage'>,
  facts: Parameters<OAuth2Ports['errorPage']>[0],
  status = 400,
): OAuth2Reply {
  const { html, policy } = errorPage(facts);
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...NO_STORE },
    body: html,
    cookies: {},
  };
}

/** The answer to a browser that asks whether it may ask (CORS). Whether it may is decided when it does. */
export const preflight = (origin: string | undefined, asked: string | undefined): OAuth2Reply => ({
  status: 204,
  headers: {
    'access-control-allow-origin': origin ?? '*',
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': asked ?? 'authorization, content-type',
    'access-control-max-age': '3600',
    vary: 'origin',
  },
  body: '',
  cookies: {},
});

/** Sends a form on without an inline script, which no policy of ours allows. */
export const SUBMIT_SCRIPT = `addEventListener('DOMContentLoaded', () => document.forms[0]?.submit());\n`;
export const SUBMIT_SCRIPT_PATH = '/application/o/submit.js';

/** The page that posts an authorization response (form_post), with its script moved out of it. */
export function withOuterScript(reply: OAuth2Reply): OAuth2Reply {
  const type = String(reply.headers['content-type'] ?? '');
  if (!type.startsWith('text/html') || !/<script>[^<]*<\/script>/.test(reply.body)) return reply;
  return {
    ...reply,
    headers: {
      ...reply.headers,
      // Where the form leads is said by the form alone: it is a registered address.
      'content-security-policy': "default-src 'none'; script-src 'self'; base-uri 'none'",
    },
    body: reply.body.replace(/<script>[^<]*<\/script>/, `<script src="${SUBMIT_SCRIPT_PATH}"></script>`),
  };
}
