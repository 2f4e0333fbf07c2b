import { errors } from 'jose';
import { z } from 'zod';
import type { Ports } from '../../core/ports.ts';
import {
  type Departure,
  type Identity,
  isFault,
  type Return,
  type SourceDriver,
  type SourceFault,
} from '../../core/source/driver.ts';
import { createDiscovery, failed, jsonOf, type Upstream } from './discovery.ts';
import { faultOf, identityOf, SKEW } from './identity.ts';
import { createKeys, KeysUnavailable } from './keys.ts';

export type OAuthPorts = Pick<Ports, 'egress' | 'clock' | 'random' | 'digest'>;

/** What is remembered between leaving and coming back. */
const Memory = z.object({ nonce: z.string(), verifier: z.string().nullable(), callback: z.string() });

const TokenReply = z.looseObject({
  id_token: z.string().min(1).optional(),
  access_token: z.string().min(1).optional(),
  token_type: z.string().optional(),
  scope: z.string().optional(),
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (name: string, detail: string): SourceFault => ({
  fault: 'wrong',
  message: `The answer of ${name} could not be trusted, so you were not signed in. Please begin anew.`,
  detail,
});

/** The authorization code flow of OpenID Connect Core 1.0, section 3.1, as the relying party. */
export function createOAuthDriver({ egress, clock, random, digest }: OAuthPorts): SourceDriver {
  const discover = createDiscovery({ egress, clock });
  const verify = createKeys({ egress, clock });

  async function leave({ source, callback, state, login_hint }: Departure) {
    const upstream = await discover(source);
    if (isFault(upstream)) return upstream;
    const { config } = upstream;
    const nonce = random.token();
    const verifier = config.pkce === 'none' ? null : random.token();
    const to = new URL(upstream.authorization);
    const parameters: Record<string, string> = {
      response_type: 'code',
      client_id: config.consumer_key,
      redirect_uri: callback,
      scope: scopesOf(upstream),
      state,
      nonce,
      ...(verifier === null
        ? {}
        : {
            code_challenge: config.pkce === 'S256' ? digest.sha256(verifier) : verifier,
            code_challenge_method: config.pkce,
          }),
      ...(login_hint === undefined ? {} : { login_hint }),
    };
    for (const [name, value] of Object.entries(parameters)) to.searchParams.set(name, value);
    return { to: to.href, memory: { nonce, verifier, callback } };
  }

  /** Trades the code for tokens (RFC 6749, section 4.1.3). */
  async function redeem(upstream: Upstream, code: string, memory: z.output<typeof Memory>) {
    const { name, config } = upstream;
    const form: Record<string, string> = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: memory.callback,
      ...(memory.verifier === null ? {} : { code_verifier: memory.verifier }),
    };
    const headers: Record<string, string> = {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    };
    if (config.authorization_code_auth_method === 'post_body') {
      form.client_id = config.consumer_key;
      form.client_secret = config.consumer_secret;
    } else {
      headers.authorization = `Basic ${btoa(`${formEncoded(config.consumer_key)}:${formEncoded(config.consumer_secret)}`)}`;
    }
    const response = await egress.request({
      url: upstream.token,
      method: 'POST',
      headers,
      body: new URLSearchParams(form).toString(),
    });
    if ('refused' in response)
      return failed(name, `${upstream.token} could not be asked: ${response.refused}`);
    if ('failed' in response) return failed(name, `${upstream.token} could not be asked: ${response.failed}`);
    const body = jsonOf(response.body);
    if (response.status !== 200) {
      const error = isRecord(body) ? codeOf(body.error) : undefined;
      return failed(
        name,
        `${upstream.token} answered with status ${response.status}${error ? ` (${error})` : ''}`,
      );
    }
    const reply = TokenReply.safeParse(body);
    return reply.success
      ? { reply: reply.data }
      : failed(name, `${upstream.token} did not answer with tokens`);
  }

  async function profileOf(upstream: Upstream, accessToken: string | undefined, subject: string) {
    const { name, profile: url, config } = upstream;
    if (url === null || accessToken === undefined) return { profile: {} };
    const response = await egress.request({
      url,
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    });
    if ('refused' in response) return failed(name, `${url} could not be asked: ${response.refused}`);
    if ('failed' in response) return failed(name, `${url} could not be asked: ${response.failed}`);
    if (response.status !== 200) return failed(name, `${url} answered with status ${response.status}`);
    const signed = /^application\/jwt\b/i.test(response.headers['content-type'] ?? '');
    const read = signed
      ? await checked(upstream, response.body.trim(), {
          audience: config.consumer_key,
          ...(upstream.issuer === null || upstream.provider.tenants ? {} : { issuer: upstream.issuer }),
        })
      : { payload: jsonOf(response.body) };
    if (isFault(read)) return read;
    const profile = read.payload;
    if (!isRecord(profile)) return failed(name, `${url} did not answer with a profile`);
    // Section 5.3.4: a profile of somebody else may be an answer to somebody else's token.
    return profile.sub === subject
      ? { profile }
      : wrong(name, `${url} answered with the profile of another person`);
  }

  /** The payload of a token that is signed as it should be. */
  async function checked(upstream: Upstream, token: string, options: object) {
    try {
      const payload = await verify(upstream, token, {
        ...options,
        clockTolerance: SKEW,
        currentDate: new Date(clock.now()),
      });
      return { payload };
    } catch (cause) {
      if (cause instanceof KeysUnavailable) return failed(upstream.name, cause.message);
      if (cause instanceof errors.JOSEError || cause instanceof TypeError) {
        return wrong(upstream.name, `a token of ${upstream.name} is not valid: ${cause.message}`);
      }
      throw cause;
    }
  }

  async function arrive({ source, memory: kept, answer }: Return): Promise<Identity | SourceFault> {
    const name = String(source.name);
    const memory = Memory.parse(kept);
    const upstream = await discover(source);
    if (isFault(upstream)) return upstream;
    const { iss } = answer;
    if (
      upstream.issuer !== null &&
      !upstream.provider.tenants &&
      (iss !== undefined || upstream.namesItself)
    ) {
      if (iss !== upstream.issuer) return wrong(name, 'the answer comes from another issuer (RFC 9207)');
    }
    if (answer.error !== undefined) {
      const error = codeOf(answer.error) ?? 'unknown';
      return {
        fault: 'refused',
        message:
          error === 'access_denied'
            ? `You were not signed in: ${name} refused, or you cancelled.`
            : `${name} could not sign you in (${error}). Please try again.`,
        detail: `${name} answered with the error ${error}`,
      };
    }
    if (answer.code === undefined || answer.code === '') return wrong(name, 'the answer holds no code');
    const redeemed = await redeem(upstream, answer.code, memory);
    if (isFault(redeemed)) return redeemed;
    const { reply } = redeemed;
    if (reply.id_token === undefined) return failed(name, `${name} answered without an ID token`);
    const read = await checked(upstream, reply.id_token, {
      audience: upstream.config.consumer_key,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce'],
    });
    if (isFault(read)) return read;
    const claims = read.payload;
    const fault = faultOf(reply.id_token, claims, upstream, {
      client: upstream.config.consumer_key,
      nonce: memory.nonce,
      accessToken: reply.access_token,
      now: clock.now() / 1000,
      equal: digest.equal,
    });
    if (fault !== undefined) return wrong(name, `the ID token of ${name} is not valid: ${fault}`);
    const asked = await profileOf(upstream, reply.access_token, String(claims.sub));
    if (isFault(asked)) return asked;
    return identityOf(claims, asked.profile, upstream, reply);
  }

  return { leave, arrive };
}

/** The usual scopes and the further ones; `openid` is what makes it OpenID Connect. */
function scopesOf({ config, provider }: Upstream): string {
  const text = config.additional_scopes.trim();
  const replaces = text.startsWith('*');
  const further = text.replace(/^\*/, '').split(' ').filter(Boolean);
  return [...new Set(['openid', ...(replaces ? [] : provider.scopes), ...further])].join(' ');
}

/** RFC 6749, section 2.3.1 and appendix B. */
const formEncoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

/** An error code as it may be shown and logged (RFC 6749, section 4.1.2.1). */
const codeOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
