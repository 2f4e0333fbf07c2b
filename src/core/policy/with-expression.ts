import { z } from 'zod';
import { LANGUAGES, type Language, type Sandbox, type ScriptResult } from '../expression/sandbox.ts';
import { isTruthy } from '../expression/truth.ts';
import type { Ports } from '../ports.ts';
import { changesContext, type Effect, RESERVED_CONTEXT } from './effect.ts';
import type { PolicyRequest } from './request.ts';
import type { PolicyType } from './type.ts';
import { type Fault, isFault, type LogLine, type Verdict } from './verdict.ts';

/** The fields that a text written by an administrator needs, wherever one is allowed. */
export const expressionText = () => z.string().max(65_536);
export const languageField = () =>
  z.enum(LANGUAGES).nullable().default(null).meta({
    title: 'Language',
    description: 'What the expression is written in. Left out, it is found out when the policy is saved.',
  });

const OwnExpression = {
  expression: expressionText().default('').meta({
    title: 'Expression',
    description:
      'Runs after the check itself, sees its answer as `result` (passing, messages), and gives the final one.',
    widget: 'expression',
    target: 'any',
    result: true,
  }),
  language: languageField(),
};

/** What an expression said, and whether that is a yes. */
export type Said = Extract<ScriptResult, { ok: true }>;

const NOTHING: LogLine = {
  log_level: 'warning',
  event: 'The expression returned nothing, which counts as false.',
  attributes: {},
};

/** The request as expressions see it: they are not told that they are being tested, and sets are no JSON. */
export function visible({ user, http_request, obj, context, time }: PolicyRequest): Record<string, unknown> {
  const { group_pks: _, ...person } = user;
  return { user: person, http_request, obj, context, time };
}

/** Runs an expression about a request; `result` is the answer of the type's own check, where there was one. */
export async function runExpression(
  sandbox: Sandbox,
  { expression, language }: { readonly expression: string; readonly language?: Language | null },
  request: PolicyRequest,
  timeout: number,
  result?: Verdict,
): Promise<Said | Fault> {
  const said = await sandbox.run(
    expression,
    {
      request: visible(request),
      caller: request,
      ...(result && { extra: { result: { passing: result.passing, messages: result.messages } } }),
    },
    timeout,
    language ?? undefined,
  );
  if (said.ok) return allowed(said);
  const { fault, detail, line, column } = said;
  return { fault, detail: line === undefined ? detail : `${detail} (line ${line}, column ${column})` };
}

/** An address that a browser may be sent to: another server's by http or https, or a path of this one. */
const isAddress = (url: unknown): boolean =>
  typeof url === 'string' && /^(https?:\/\/|\/(?![/\\]))[^\p{Cc}]*$/iu.test(url);

/** Where a run goes in the end, and where its redirect stage goes. */
const ADDRESSES: ReadonlySet<string> = new Set(['redirect', 'redirect_stage_target']);

function faultOfEffect(effect: Effect): string | undefined {
  if (changesContext(effect) && RESERVED_CONTEXT.has(effect.key))
    return `A policy cannot write the key "${effect.key}".`;
  const away = effect.kind === 'redirect' ? effect.url : undefined;
  const later = effect.kind === 'set_context' && ADDRESSES.has(effect.key) ? effect.value : undefined;
  const url = away ?? later;
  return url === undefined ||
    isAddress(url) ||
    (later !== undefined && String(later).startsWith('ak-flow://'))
    ? undefined
    : 'A redirect leads to an address with http or https, or to a path.';
}

/** An expression that would say who somebody is, or send people to no address, has no answer. */
function allowed(said: Said): Said | Fault {
  const detail = said.effects?.map(faultOfEffect).find((fault) => fault !== undefined);
  return detail === undefined ? said : { fault: 'exception', detail };
}

/** What was said, read as true or false. */
export const verdictOf = ({ value, messages, logs, effects, cached }: Said): Verdict => ({
  passing: isTruthy(value),
  messages,
  reasons: [],
  raw: value,
  logs: value === undefined || value === null ? [...logs, NOTHING] : logs,
  effects: effects ?? [],
  ...(cached && { cached }),
});

interface Spoken {
  readonly own: Verdict;
  readonly said: Said;
}

/**
 * Lets a policy of this type carry an expression of its own, which has the last word. The type's messages and reasons
 * stay where the expression agrees with it; where it does not, its own messages stand alone.
 */
export function withExpression(type: PolicyType): PolicyType {
  const config = type.config.extend(OwnExpression);
  const partsOf = (whole: unknown) => {
    const { expression, language, ...own } = whole as z.output<typeof config>;
    return { own, script: { expression: expression as string, language: language as Language | null } };
  };
  const known = new WeakMap<object, ReturnType<typeof partsOf>>();
  const parts = (whole: unknown) => {
    const found = known.get(whole as object) ?? partsOf(whole);
    known.set(whole as object, found);
    return found;
  };
  const { mentions } = type;
  return {
    ...type,
    config,
    uses: [...new Set([...type.uses, 'sandbox' as const])],
    immediate: (whole) => parts(whole).script.expression === '' && type.immediate(parts(whole).own),
    gather(input) {
      const { own, script } = parts(input.config);
      const facts = type.gather({ ...input, config: own });
      if (script.expression === '') return facts;
      return speak(type, { ...input, config: own }, facts, script);
    },
    evaluate({ config: whole, request, facts }) {
      const { own, script } = parts(whole);
      if (script.expression === '') return type.evaluate({ config: own, request, facts });
      const { own: before, said } = facts as Spoken;
      return together(before, verdictOf(said));
    },
    fits: (input) => type.fits({ ...input, config: parts(input.config).own }),
    check: (input) => type.check({ ...input, config: parts(input.config).own }),
    mentions: mentions && ((whole) => mentions(parts(whole).own)),
    // The expression has the last word, and nobody but its author has words for that.
    phrases: (whole) => (parts(whole).script.expression === '' ? type.phrases(parts(whole).own) : undefined),
    beyondPerson: (whole) => type.beyondPerson(parts(whole).own),
    script: (whole) => {
      const { script } = parts(whole);
      return script.expression === '' ? undefined : script;
    },
  };
}

async function speak(
  type: PolicyType,
  {
    config,
    request,
    ports,
    timeout,
  }: {
    readonly config: unknown;
    readonly request: PolicyRequest;
    readonly ports: Partial<Ports>;
    readonly timeout: number;
  },
  gathered: unknown,
  script: { readonly expression: string; readonly language: Language | null },
): Promise<Spoken | Fault> {
  const facts = await gathered;
  if (typeof facts === 'object' && facts !== null && 'fault' in facts) return facts as Fault;
  const own = type.evaluate({ config, request, facts });
  if (isFault(own)) return own;
  const said = await runExpression(ports.sandbox as Sandbox, script, request, timeout, own);
  return 'fault' in said ? said : { own, said };
}

/** Both answers as one. The type's effects are its own answer's; an expression that overrules it takes them along. */
function together(own: Verdict, last: Verdict): Verdict {
  const agreed = own.passing === last.passing;
  return {
    passing: last.passing,
    messages: agreed ? [...own.messages, ...last.messages] : last.messages,
    reasons: agreed ? own.reasons : last.reasons,
    raw: last.raw,
    ...(last.cached && { cached: last.cached }),
    logs: [...(own.logs ?? []), ...(last.logs ?? [])],
    effects: [...(agreed ? (own.effects ?? []) : []), ...(last.effects ?? [])],
  };
}
