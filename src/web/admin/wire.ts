/** What the admin interface reads of the API's objects; fields that it does not show are left out. */

export interface Page<T> {
  readonly pagination: {
    readonly count: number;
    readonly current: number;
    readonly total_pages: number;
  };
  readonly results: readonly T[];
}

export interface Me {
  readonly pk: number;
  readonly username: string;
  readonly name: string;
  readonly avatar: string;
  readonly is_superuser: boolean;
  readonly system_permissions: readonly string[];
  /** Who really sits here, while they act as this user. */
  readonly original?: Pick<Me, 'pk' | 'username' | 'name'>;
}

export type Mode = 'any' | 'all';

export interface Named {
  readonly pk: string;
  readonly name: string;
}

/** An object whose type is one of several. */
export interface Typed extends Named {
  readonly component: string;
  readonly verbose_name: string;
  readonly meta_model_name: string;
}

/** What it means that a policy passes, or that it does not, as a part of a sentence. */
export interface Phrase {
  readonly passes: string;
  readonly fails: string;
}

export interface Policy extends Typed {
  readonly phrases: Readonly<Record<string, Phrase>> | null;
  readonly bound_to: number;
  readonly execution_logging: boolean;
}

export interface Type {
  readonly name: string;
  readonly description: string;
  readonly component: string;
  readonly meta_model_name?: string;
  /** Where objects of the type are, below `/api/v3`. */
  readonly path?: string;
  readonly example?: string;
  /** Fields that can be made instead of being filled in. */
  readonly generated?: readonly string[];
  /** What can be read of one object beside itself: the last part of the path. */
  readonly views?: readonly string[];
  readonly schema?: Readonly<Record<string, unknown>>;
}

export interface User {
  readonly pk: number;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly is_active: boolean;
  readonly is_superuser: boolean;
  readonly last_login: string | null;
  readonly type: string;
  readonly path: string;
  /** Keys of the groups that the user is in. */
  readonly groups?: readonly string[];
  readonly groups_obj?: readonly Named[] | null;
}

export interface Group extends Named {
  readonly is_superuser: boolean;
  readonly users?: readonly number[];
  readonly users_obj?: readonly Pick<User, 'pk' | 'username' | 'name'>[] | null;
  readonly parents_obj?: readonly Named[] | null;
  readonly children_obj?: readonly Named[] | null;
}

export interface Application extends Named {
  readonly slug: string;
  readonly group: string;
  readonly provider: number | null;
  readonly provider_obj: { readonly pk: number; readonly name: string; readonly verbose_name: string } | null;
  readonly launch_url: string | null;
  readonly meta_description: string;
  readonly meta_publisher: string;
  readonly meta_icon_url: string | null;
  readonly policy_engine_mode: Mode;
  readonly when_unbound?: 'pass' | 'fail';
}

export interface Flow extends Named {
  readonly slug: string;
  readonly title: string;
  readonly designation: string;
  readonly authentication: string;
  readonly denied_action: string;
  readonly policy_engine_mode: Mode;
  readonly stages: readonly string[];
  readonly export_url: string;
  readonly last_updated?: string;
}

/** A place where a flow is set. */
export interface FlowUse {
  readonly flow: string;
  readonly field: string;
  readonly verbose_name: string;
  readonly pk: string;
  readonly name: string;
}

/** Something that is wrong with a flow. */
export interface Finding {
  readonly level: 'error' | 'warning' | 'hint';
  readonly code: string;
  readonly message: string;
  readonly names: Readonly<Record<string, string>>;
  readonly stage_binding: string | null;
}

/** One place of a flow that is drawn. */
export interface DiagramNode {
  readonly id: string;
  readonly kind: 'start' | 'gate' | 'stage' | 'denied' | 'end';
  readonly name: string;
  readonly stage_binding: string | null;
  readonly stage: string | null;
  readonly verbose_name: string;
  readonly order: number | null;
  readonly judged: 'planned' | 'reached' | 'both' | null;
  readonly gate: {
    readonly mode: Mode;
    readonly closed: boolean;
    readonly conditions: readonly {
      readonly binding: string;
      readonly kind: 'policy' | 'group' | 'user';
      readonly pk: string | number;
      readonly name: string;
      readonly negate: boolean;
    }[];
  } | null;
}

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly answer: boolean | null;
}

/** A stage of a run, as the inspector shows it. */
export interface InspectedPlan {
  readonly current_stage: {
    readonly pk: string;
    readonly order: number;
    readonly stage_obj: Pick<Typed, 'name' | 'verbose_name'>;
  };
  readonly next_planned_stage: { readonly stage_obj: Pick<Typed, 'name' | 'verbose_name'> } | null;
  readonly plan_context: Readonly<Record<string, unknown>>;
  readonly session_id: string;
  readonly outcome?: 'done' | 'skipped' | 'refused_by_policy' | 'denied';
}

export interface Inspection {
  readonly plans: readonly InspectedPlan[];
  readonly current_plan?: InspectedPlan;
  readonly is_completed: boolean;
}

/** A blueprint that is kept applied. */
export interface Blueprint extends Named {
  readonly path: string;
  readonly content: string;
  readonly enabled: boolean;
  readonly status: 'successful' | 'warning' | 'error' | 'orphaned' | 'unknown';
  readonly last_applied: string | null;
  readonly last_updated?: string;
  readonly managed_models: readonly string[];
  readonly errors?: readonly string[];
}

/** A stage among others, with the flows that it is in. */
export interface Stage extends Typed {
  readonly flow_set: readonly Pick<Flow, 'pk' | 'slug' | 'name'>[];
}

/** One field of a form. */
export interface Prompt extends Named {
  readonly field_key: string;
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly order: number;
  readonly prompt_stages_obj: readonly Named[];
}

/** A stage of a flow as it is written. */
export interface StageBindingValues {
  readonly target: string;
  readonly stage: string;
  readonly order: number;
  readonly policy_engine_mode: Mode;
  readonly evaluate_on_plan: boolean;
  readonly re_evaluate_policies: boolean;
  readonly invalid_response_action: string;
}

export interface StageBinding extends StageBindingValues {
  readonly pk: string;
  readonly stage_obj: Typed;
}

export interface Source extends Typed {
  readonly slug: string;
  readonly enabled: boolean;
  readonly policy_engine_mode: Mode;
  readonly user_matching_mode: string;
}

/** A binding as it is written: exactly one of policy, group and user is set. */
export interface BindingValues {
  readonly policy: string | null;
  readonly group: string | null;
  readonly user: number | null;
  readonly order: number;
  readonly enabled: boolean;
  readonly negate: boolean;
  readonly timeout: number;
  readonly failure_result: boolean;
  readonly expires: string | null;
  readonly dry_run: boolean;
}

export interface Binding extends BindingValues {
  readonly pk: string;
  readonly target: string;
  readonly policy_obj: Policy | null;
  readonly group_obj: Named | null;
  readonly user_obj: Pick<User, 'pk' | 'username' | 'name'> | null;
}

export interface UsedBy {
  readonly app: string;
  readonly model_name: string;
  readonly pk: string;
  readonly name: string;
  /** The model, as people call it. */
  readonly verbose_name?: string;
  readonly action: string;
  readonly consequence?: string;
}

export interface LogLine {
  readonly log_level: string;
  readonly event: string;
}

export interface TestResult {
  readonly passing: boolean;
  readonly messages: readonly string[];
  readonly log_messages: readonly LogLine[];
  readonly reasons?: readonly string[];
  readonly raw_result?: unknown;
  readonly effects?: readonly unknown[];
  readonly lane?: 'in_process' | 'sandbox';
  readonly duration?: number | null;
  readonly explanation?: readonly string[];
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly reads?: readonly string[];
  readonly calls?: readonly PolicyCall[];
}

/** What another policy answered on the way. */
export interface PolicyCall {
  readonly policy: string;
  readonly name: string;
  readonly depth: number;
  readonly passing: boolean;
  readonly fault: string | null;
  readonly messages: readonly string[];
  readonly duration: number | null;
}

export interface PolicyVersion {
  readonly version: number;
  readonly replaced: string;
  readonly replaced_by: string | null;
  readonly changed: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

export interface TraceEntry {
  readonly binding: string;
  readonly order: number;
  readonly subject: {
    readonly kind: 'policy' | 'group' | 'user' | 'none';
    readonly pk: string | number | null;
    readonly label: string;
  };
  readonly outcome: 'pass' | 'fail' | 'skipped';
  readonly why: string;
  readonly negated: boolean;
  readonly dry_run_result: boolean | null;
  readonly fault: { readonly fault: string; readonly detail: string } | null;
  readonly messages: readonly string[];
  readonly raw?: unknown;
  readonly logs: readonly LogLine[];
  readonly effects: readonly unknown[];
  readonly duration: number | null;
}

export interface Explanation {
  readonly passing: boolean;
  readonly messages: readonly string[];
  readonly mode: Mode;
  readonly unbound: boolean;
  readonly closed: boolean;
  readonly explanation: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly trace: readonly TraceEntry[];
  readonly effects: readonly unknown[];
}

export interface Decider {
  readonly binding: string;
  readonly subject: TraceEntry['subject'];
  readonly why: string;
  readonly negated: boolean;
  readonly messages: readonly string[];
}

/** Somebody, and whether they pass; null: it depends on the request. */
export interface WhoPasses {
  readonly user: Pick<User, 'pk' | 'username' | 'name'>;
  readonly passing: boolean | null;
  readonly decided: readonly Decider[];
}

export interface WhoPage extends Page<WhoPasses> {
  readonly counts: { readonly passing: number; readonly refused: number; readonly depends: number };
  readonly total: number;
  readonly judged: number;
  readonly as_of: string;
  readonly anonymous: boolean | null;
  readonly depends_on: readonly Decider[];
  readonly unbound: boolean;
  readonly closed: boolean;
}

export interface DecisionSummary {
  readonly request_id: string;
  readonly time: string;
  readonly target_model: string;
  readonly target_pk: string;
  readonly target_name: string;
  readonly user_pk: number | null;
  readonly username: string;
  readonly client_ip: string | null;
  readonly passing: boolean;
  readonly mode: Mode;
  readonly revision: number;
  readonly unbound: boolean;
  readonly closed: boolean;
  readonly messages: readonly string[];
  readonly duration: number;
}

export interface Decision extends DecisionSummary {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly trace: readonly TraceEntry[];
}

export interface AuditEvent {
  readonly pk: string;
  readonly action: string;
  readonly app: string;
  readonly user: { readonly pk?: number; readonly username?: string };
  readonly client_ip: string | null;
  readonly created: string;
  readonly context: Readonly<Record<string, unknown>>;
}
