import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { failed, signedIn, welcome } from './pages.ts';
import type { Settings } from './settings.ts';

/** What the demo remembers of one browser, by the value of its cookie. */
interface Visit {
  /** While somebody is on the way to Postern and back. */
  pending?: { readonly state: string; readonly nonce: string; readonly verifier: string };
  tokens?: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;
}

/** An OpenID Connect relying party in one file: sign in, look at the claims, refresh, sign out. */
export async function startDemo(settings: Settings): Promise<{ server: Server; origin: string }> {
  // 1. Discovery: the issuer is all that has to be configured; the addresses are read from it.
  const insecure = settings.issuer.protocol === 'http:'; // only ever for trying things out on one machine
  const config = await openid.discovery(
    settings.issuer,
    settings.client_id,
    undefined,
    settings.client_secret ? openid.ClientSecretBasic(settings.client_secret) : openid.None(),
    insecure ? { execute: [openid.allowInsecureRequests] } : {},
  );
  const metadata = config.serverMetadata();
  // openid-client trusts the connection on the code flow and does not look at the signature: here it is proven.
  const keys = createRemoteJWKSet(new URL(String(metadata.jwks_uri)));

  const visits = new Map<string, Visit>();
  let origin = '';

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const visit = visitOf(request, response);
    switch (url.pathname) {
      case '/':
        return show(response, visit.tokens ? await whoIsIt(visit.tokens) : welcome());
      case '/login':
        return redirect(response, await begin(visit));
      case '/callback':
        await finish(visit, url);
        return redirect(response, '/');
      case '/refresh':
        await refresh(visit);
        return redirect(response, '/');
      case '/logout':
        return redirect(response, end(visit));
      default:
        response.writeHead(404).end();
    }
  }

  /** 2. Off to Postern: state and nonce tie the answer to this browser, PKCE ties the code to whoever asked for it. */
  async function begin(visit: Visit): Promise<URL> {
    const verifier = openid.randomPKCECodeVerifier();
    visit.pending = { state: openid.randomState(), nonce: openid.randomNonce(), verifier };
    return openid.buildAuthorizationUrl(config, {
      redirect_uri: `${origin}/callback`,
      scope: settings.scope,
      state: visit.pending.state,
      nonce: visit.pending.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  /** 3. Back with a code: it is exchanged for tokens, server to server. */
  async function finish(visit: Visit, url: URL): Promise<void> {
    const { pending } = visit;
    if (!pending) throw new Error('This browser did not ask to sign in.');
    delete visit.pending;
    const tokens = await openid.authorizationCodeGrant(config, url, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.verifier,
      idTokenExpected: true,
    });
    await verify(tokens.id_token);
    visit.tokens = tokens;
  }

  /** 4. Who it is: the ID token, with its signature verified, and the userinfo endpoint. */
  async function verify(token: string | undefined): Promise<object> {
    const { payload } = await jwtVerify(String(token), keys, {
      issuer: metadata.issuer,
      audience: settings.client_id,
    });
    return payload;
  }

  async function whoIsIt(tokens: NonNullable<Visit['tokens']>): Promise<string> {
    const claims = await verify(tokens.id_token);
    const userinfo = await openid.fetchUserInfo(config, tokens.access_token, String(tokens.claims()?.sub));
    return signedIn(claims, userinfo, tokens.refresh_token !== undefined);
  }

  /** 5. With the scope offline_access: new tokens without the person. */
  async function refresh(visit: Visit): Promise<void> {
    if (!visit.tokens?.refresh_token)
      throw new Error('Ask for the scope offline_access to get a refresh token.');
    visit.tokens = await openid.refreshTokenGrant(config, visit.tokens.refresh_token);
  }

  /** 6. Sign out here, then at Postern, then back to the start page. */
  function end(visit: Visit): URL | string {
    const { tokens } = visit;
    delete visit.tokens;
    if (!tokens?.id_token) return '/';
    return openid.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: `${origin}/`,
    });
  }

  function visitOf(request: IncomingMessage, response: ServerResponse): Visit {
    const known = /(?:^|; )demo=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
    const found = known === undefined ? undefined : visits.get(known);
    if (found) return found;
    const key = randomBytes(32).toString('base64url');
    const visit: Visit = {};
    visits.set(key, visit);
    response.setHeader('set-cookie', `demo=${key}; HttpOnly; SameSite=Lax; Path=/`);
    return visit;
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      response.statusCode = 400;
      show(response, failed(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', resolve); // this machine only
  });
  const address = server.address();
  origin = `http://localhost:${typeof address === 'object' && address ? address.port : settings.port}`;
  return { server, origin };
}

function show(response: ServerResponse, html: string): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(html);
}

function redirect(response: ServerResponse, to: URL | string): void {
  response.writeHead(303, { location: String(to) }).end();
}
