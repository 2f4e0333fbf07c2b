import type { Named, User } from '../wire.ts';

/** What the pages of the directory read of the API's objects. */

export type Data = Readonly<Record<string, unknown>>;

export interface Person extends User {
  readonly uuid: string;
  readonly attributes: Data;
  readonly date_joined: string;
  readonly password_change_date: string | null;
  readonly last_updated: string;
}

/** A group or role that somebody has, and by which ways. */
export interface Held extends Named {
  readonly direct: boolean;
  readonly through: readonly (readonly Named[])[];
}

export interface Standing {
  readonly groups: readonly (Held & { readonly is_superuser: boolean })[];
  readonly roles: readonly Held[];
}

export interface AccessRow {
  readonly application: Named & { readonly slug: string };
  readonly passing: boolean | null;
  readonly because: string;
}

export interface SessionRow {
  readonly uuid: string;
  readonly current: boolean;
  readonly user_agent: { readonly string?: string };
  readonly last_ip: string;
  readonly last_used: string;
  readonly expires: string;
  readonly geo_ip: { readonly country?: string; readonly city?: string } | null;
}

export interface ConsentRow {
  readonly pk: number;
  readonly application: Named & { readonly slug: string };
  readonly permissions: string;
  readonly expires: string | null;
}

export interface GrantRow {
  readonly pk: number;
  readonly provider: { readonly name: string };
  readonly scope: readonly string[];
  readonly expires: string;
}

export interface TokenRow {
  readonly identifier: string;
  readonly intent: string;
  readonly description: string;
  readonly expires: string | null;
  readonly expiring: boolean;
}

export interface DeviceRow {
  readonly pk: string;
  readonly name: string;
  readonly type: string;
  readonly verbose_name: string;
  readonly created: string;
  readonly last_used: string | null;
}

export interface ConnectionRow {
  readonly pk: number;
  readonly identifier: string;
  readonly source_obj?: Named & { readonly slug: string };
  readonly created: string;
}

/** Accounts of programs have no password and do not sign in. */
export const isProgram = ({ type }: Pick<User, 'type'>): boolean =>
  type === 'service_account' || type === 'internal_service_account';
