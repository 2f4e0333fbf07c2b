/** What `/admin/overview/` tells. */
export interface Overview {
  readonly decisions: { readonly hours: readonly Hour[]; readonly per_second: number };
  readonly slow_policies: readonly {
    readonly pk: string;
    readonly name: string;
    readonly runs: number;
    readonly average: number;
    readonly slowest: number;
  }[];
  readonly failing_policies: readonly {
    readonly pk: string;
    readonly name: string;
    readonly faults: number;
    readonly latest: string;
    readonly detail: string;
  }[];
  readonly steps: Readonly<Record<Step, boolean>>;
}

export const STEPS = ['user', 'application', 'binding', 'tried'] as const;
export type Step = (typeof STEPS)[number];

export interface Hour {
  readonly time: string;
  readonly passing: number;
  readonly failing: number;
}

/** What `/admin/system/` tells, of it what is shown. */
export interface SystemInfo {
  readonly runtime: {
    readonly architecture: string;
    readonly platform: string;
    readonly authentik_version: string;
    readonly node_version: string;
    readonly database_version: string;
  };
  readonly base_url: string;
  readonly started: string;
  readonly memory: number;
  readonly nodes: number;
  readonly revision: number;
}

export interface Schedule {
  readonly id: string;
  readonly description: string;
  readonly next_run: string;
  readonly last_run: string | null;
  readonly last_task_status: 'done' | 'error' | 'running' | null;
  readonly last_error: string | null;
}

export interface Task {
  readonly message_id: string;
  readonly actor_name: string;
  readonly description: string | null;
  readonly aggregated_status: 'queued' | 'running' | 'rejected' | 'warning';
  readonly retries: number;
  readonly max_attempts: number;
  readonly eta: string | null;
  readonly last_error: string | null;
}

export interface Settings {
  readonly event_retention: string;
  readonly flags: { readonly core_default_app_access: boolean };
  readonly fixed: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}
