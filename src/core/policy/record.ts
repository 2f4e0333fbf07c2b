import type { Decision, TraceEntry } from './decision.ts';
import type { Effect } from './effect.ts';
import { createRedactor } from './redaction.ts';
import type { PolicyRequest } from './request.ts';
import type { BoundPolicy } from './target.ts';

/** What the decision log keeps of a decision. JSON data without secrets. */
export interface DecisionRecord {
  readonly request_id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly target_model: string;
  readonly target_pk: string;
  readonly target_name: string;
  readonly user_pk: number | null;
  readonly username: string;
  readonly client_ip: string | null;
  readonly passing: boolean;
  readonly mode: string;
  readonly revision: number;
  readonly unbound: boolean;
  readonly closed: boolean;
  readonly faulted: boolean;
  readonly messages: readonly string[];
  readonly reasons: readonly string[];
  /** Whom and what was judged: user, groups, HTTP request, context; enough to judge again. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly trace: readonly Readonly<Record<string, unknown>>[];
  /** Milliseconds from question to answer. */
  readonly duration: number;
}

/** A decision just made, before it is written down. Turned into a record when the log has time for it. */
export interface DecisionDraft {
  readonly request_id: string;
  readonly target: { readonly pk: string; readonly model: string; readonly name: string };
  readonly request: PolicyRequest;
  readonly decision: Decision;
  readonly duration: number;
}

/** A decision among others: without its facts and its trace. */
export type DecisionSummary = Omit<DecisionRecord, 'facts' | 'trace'>;

/** Which decisions are wanted, the latest first. */
export interface DecisionQuery {
  readonly user?: number | undefined;
  readonly target?: string | undefined;
  readonly passing?: boolean | undefined;
  /** 1-based. */
  readonly page: number;
  readonly page_size: number;
}

/** Where decisions are kept. Taking one never waits and never fails. */
export interface DecisionLog {
  record(draft: DecisionDraft): void;
  /** Every decision of a request, the oldest first; those that still wait to be written too. */
  find(request_id: string): Promise<readonly DecisionRecord[]>;
  /** Those that fit, with how many there are: no more than 10,000 are counted. */
  list(query: DecisionQuery): Promise<{ readonly rows: readonly DecisionSummary[]; readonly count: number }>;
  /** Resolves when everything recorded before this call is stored, or given up. */
  flush(): Promise<void>;
  /** Forgets what is older; answers how many decisions that were. */
  prune(before: Date): Promise<number>;
  /** Writes what is left and takes nothing more. */
  close(): Promise<void>;
}

/** The facts of a request that may be kept: an allow-list, and what is free in it without its secrets. */
export function factsOf({ user, http_request, context, time }: PolicyRequest): Record<string, unknown> {
  return {
    user: {
      pk: user.pk,
      uuid: user.uuid,
      username: user.username,
      email: user.email,
      type: user.type,
      is_active: user.is_active,
      is_superuser: user.is_superuser,
    },
    groups: user.groups.map(({ pk, name }) => ({ pk, name })),
    http_request: http_request && {
      client_ip: http_request.client_ip,
      method: http_request.method,
      path: http_request.path.split('?', 1)[0],
      host: http_request.host,
      user_agent: http_request.user_agent,
      ...(http_request.impersonator ? { impersonator: http_request.impersonator } : {}),
    },
    context,
    time,
  };
}

/** The secrets of a request can only be in what came from outside. */
export const redactorOf = ({ context, obj, user, http_request, secrets }: PolicyRequest) =>
  createRedactor(context, obj, user.attributes, queryOf(http_request?.path), secrets && { secrets });

/** The request with what the policies that judge it know to be secret; the same object where they know nothing. */
export function withSecrets(
  request: PolicyRequest,
  policies: readonly { readonly policy: Pick<BoundPolicy, 'type' | 'config'> }[],
): PolicyRequest {
  const keys = policies.flatMap(({ policy: { type, config } }) => type.secrets(config));
  if (keys.length === 0) return request;
  const { prompt_data } = request.context;
  const places = [prompt_data, request.context].filter(
    (place): place is Record<string, unknown> => typeof place === 'object' && place !== null,
  );
  const secrets = places.flatMap((place) =>
    keys.flatMap((key) => (Object.hasOwn(place, key) ? [place[key]] : [])),
  );
  return { ...request, secrets };
}

/** The parameters of a path's query, so that a secret in one is known as such. */
function queryOf(path = ''): Record<string, string> {
  const query = path.split('?')[1] ?? '';
  return Object.fromEntries(
    query
      .split('&')
      .map((pair) => pair.split('='))
      .flatMap(([key, value]) => (key && value ? [[key, value]] : [])),
  );
}

/** A trace as it may be kept and shown to administrators. */
export function cleanTrace(
  trace: readonly TraceEntry[],
  request: PolicyRequest,
  { data, text } = redactorOf(request),
): Record<string, unknown>[] {
  return trace.map((entry) => ({
    ...entry,
    fault: entry.fault && { fault: entry.fault.fault, detail: text(entry.fault.detail) },
    messages: entry.messages.map(text),
    ...(entry.raw === undefined ? {} : { raw: data(entry.raw) }),
    effects: entry.effects.map((effect) => cleanEffect(effect, { data, text })),
    logs: entry.logs.map((line) => ({
      log_level: line.log_level,
      event: text(line.event),
      attributes: data(line.attributes),
    })),
  }));
}

/** An effect as it may be shown: a key of the context is no secret, but what is written under it may be. */
export function cleanEffect(
  effect: Effect,
  { data, text }: Pick<ReturnType<typeof redactorOf>, 'data' | 'text'>,
): Record<string, unknown> {
  switch (effect.kind) {
    case 'set_context':
    case 'merge_context': {
      const { [effect.key]: value } = data({ [effect.key]: effect.value }) as Record<string, unknown>;
      return { ...effect, value };
    }
    case 'event':
      return { ...effect, context: data(effect.context) };
    case 'email':
      return { ...effect, subject: text(effect.subject), body: text(effect.body) };
    case 'redirect':
      return { ...effect, url: text(effect.url) };
    default:
      return { ...effect };
  }
}

/** What is written down of a decision. */
export function recordOf({ request_id, target, request, decision, duration }: DecisionDraft): DecisionRecord {
  const redactor = redactorOf(request);
  const { data, text } = redactor;
  return {
    request_id,
    time: new Date(request.time).toISOString(),
    target_model: target.model,
    target_pk: target.pk,
    target_name: target.name,
    user_pk: request.user.pk,
    username: request.user.username,
    client_ip: request.http_request?.client_ip ?? null,
    passing: decision.passing,
    mode: decision.mode,
    revision: decision.revision,
    unbound: decision.unbound,
    closed: decision.closed,
    faulted: decision.faulted,
    messages: decision.messages.map(text),
    reasons: decision.reasons,
    facts: data(factsOf(request)) as Record<string, unknown>,
    trace: cleanTrace(decision.trace, request, redactor),
    duration,
  };
}
