import type { FastifyInstance } from 'fastify';
import type { FlowPages } from '../app/flows/flows.ts';
import type { Setup } from '../app/setup/setup.ts';
import type { ContinuationHandler } from '../core/flow/flows.ts';
import { errorPage } from './error-page.ts';
import { applyCookies, visitorOf } from './visitor.ts';

/** The kind of continuation that ends set-up. */
const SETUP = 'setup';

/** The set-up flow has been walked to its end: there is an administrator, and no further link will work. */
export const setupContinuations = (setup: Setup): Readonly<Record<string, ContinuationHandler>> => ({
  async [SETUP]() {
    await setup.finish();
    return { to: '/if/user/' };
  },
});

/** The one-time link that `npm start` prints: it begins the set-up flow in the browser that opens it. */
export function registerSetup(
  server: FastifyInstance,
  deps: { readonly setup: Setup; readonly flows: FlowPages },
): void {
  server.get<{ Params: { token: string } }>('/setup/:token/', async (request, reply) => {
    const opened = await deps.setup.open(request.params.token);
    if (!opened) {
      const { html, policy } = errorPage(
        {
          title: 'This link no longer works',
          sentence:
            'A set-up link works once, and only until the first administrator exists. If there is none yet, start Postern again: it prints a new link.',
          detail: 'setup_link_invalid',
          request_id: request.id,
        },
        request,
      );
      return reply
        .code(404)
        .header('Content-Security-Policy', policy)
        .type('text/html; charset=utf-8')
        .send(html);
    }
    const started = await deps.flows.start({
      flow: { slug: opened.flow },
      visitor: visitorOf(request),
      context: opened.context,
      continuation: { kind: SETUP, data: {} },
    });
    applyCookies(reply, started.cookies);
    return reply.redirect(started.to, 302);
  });
}
