import { errors } from 'oidc-provider';
import type { CookieChanges } from '../../core/flow/flows.ts';

/**
 * Leaves oidc-provider for a page of ours: to sign in, to consent, to be told no. An error only in form, for that is
 * how one leaves its pipeline.
 */
export class HandOver extends errors.OIDCProviderError {
  readonly location: string;
  readonly cookies: CookieChanges;

  constructor(location: string, cookies: CookieChanges) {
    super(303, 'interaction_required');
    this.location = location;
    this.cookies = cookies;
    this.allow_redirect = false;
  }
}

/** The address under which a waiting request goes on. */
export const resumePath = (key: string): string => `/application/o/authorize/${encodeURIComponent(key)}/`;
