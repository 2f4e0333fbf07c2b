import type { Named } from '../wire.ts';

export type Severity = 'notice' | 'warning' | 'alert';
export type TransportMode = 'local' | 'email' | 'webhook' | 'webhook_slack';

/** Which events are told to whom, and how. */
export interface Rule extends Named {
  readonly severity: Severity;
  readonly transports: readonly string[];
  readonly destination_group: string | null;
  readonly destination_group_obj: Named | null;
  readonly destination_event_user: boolean;
}

/** A way that notifications go. */
export interface Transport extends Named {
  readonly mode: TransportMode;
  readonly webhook_url: string;
  readonly send_once: boolean;
}

export const RULES = '/events/rules/';
export const TRANSPORTS = '/events/transports/';
