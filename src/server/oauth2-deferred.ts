import type { OAuth2Endpoint } from '../providers/oauth2/endpoint.ts';
import { AUTHORIZED, LOGGED_OUT, type OAuth2Ports } from '../providers/oauth2/ports.ts';

/** The endpoints of OAuth 2, which are read from disk when they are wanted. */
export interface DeferredOAuth2Endpoint extends OAuth2Endpoint {
  /** Reads them now, so that the first client does not wait. */
  warm(): Promise<void>;
}

/** The protocol's library is a quarter of all that a start would read, and whoever has no client never needs it. */
export function deferOAuth2Endpoint(ports: OAuth2Ports): DeferredOAuth2Endpoint {
  let made: Promise<OAuth2Endpoint> | undefined;
  const endpoint = () => {
    made ??= import('../providers/oauth2/endpoint.ts').then(({ createOAuth2Endpoint }) =>
      createOAuth2Endpoint(ports),
    );
    return made;
  };
  return {
    answer: async (call) => (await endpoint()).answer(call),
    mint: async (order) => (await endpoint()).mint(order),
    continuations: Object.fromEntries(
      [AUTHORIZED, LOGGED_OUT].map((name) => [
        name,
        async (input) => {
          const go = (await endpoint()).continuations[name];
          if (!go) throw new Error(`There is nothing to go on with after ${name}`);
          return go(input);
        },
      ]),
    ),
    async warm() {
      await endpoint();
    },
    close() {
      void made?.then((endpoints) => endpoints.close());
    },
  };
}
