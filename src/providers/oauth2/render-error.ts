import type { KoaContextWithOIDC } from 'oidc-provider';
import { HandOver } from './hand-over.ts';
import type { OAuth2Ports } from './ports.ts';
import { stateOf } from './request-state.ts';

/** What a browser is shown where there is no client to send it back to: a page that says so, or the page it has to go to. */
export function renderError(
  ctx: KoaContextWithOIDC,
  out: { readonly error?: string; readonly error_description?: string | undefined },
  error: Error,
  ports: OAuth2Ports,
): void {
  const state = stateOf(ctx);
  if (error instanceof HandOver) {
    state.cookies = { ...state.cookies, ...error.cookies };
    ctx.status = 303;
    ctx.redirect(error.location);
    ctx.body = '';
    return;
  }
  const { html, policy } = ports.errorPage({
    title: 'This request cannot go on',
    sentence:
      'The application sent a request that cannot be answered. Go back to it and try again; if it happens again, tell whoever runs it.',
    detail: [out.error, out.error_description].filter(Boolean).join(': '),
    request_id: state.call.visitor.actor.http.request_id,
    language: state.call.visitor.language,
  });
  ctx.type = 'html';
  ctx.set('content-security-policy', policy);
  ctx.body = html;
}
