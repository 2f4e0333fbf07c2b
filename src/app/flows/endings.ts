import type { Challenge, Ending, Refusal } from '../../core/flow/flows.ts';
import { safeNext } from '../../core/flow/next.ts';
import { accessDenied, flowError, type Help, redirectTo } from '../../core/flow/own-challenges.ts';
import type { Run } from '../../core/flow/run.ts';
import type { Row } from '../../core/model/model.ts';
import type { FlowsDeps } from './deps.ts';
import type { Envelope } from './envelope.ts';
import type { Arrived, Journey } from './journey.ts';

/** The attribute of a brand that says where people get help. */
const CONTACT = 'postern/contact';
const LONGEST_CONTACT = 300;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** How runs end: onwards, refused, or broken. */
export function createEndings(deps: FlowsDeps, envelope: Envelope, flowOf: (run: Run) => Row) {
  const { configuration, continuations, ports, log } = deps;

  function end(journey: Journey, run: Run, at: 'finished' | 'denied', page: Challenge): Arrived {
    const over = { ...run, visit: null, over: { how: at, challenge: null } };
    const challenge =
      page.component === 'xak-flow-redirect' ? page : envelope(journey, flowOf(run), over, page);
    return { at, run: { ...over, over: { how: at, challenge } }, challenge };
  }

  const denied = (
    journey: Journey,
    run: Run,
    refusal: Pick<Refusal, 'message' | 'messages' | 'locked'>,
  ): Arrived =>
    refuse(journey, run, {
      ...refusal,
      request_id: journey.actor.http.request_id,
      application: run.context.application,
    });

  const refuse = (journey: Journey, run: Run, refusal: Refusal): Arrived =>
    end(journey, run, 'denied', accessDenied(refusal, helpFor(journey, refusal.application?.pk)));

  /** Whom to ask, as far as the application and the brand say it. */
  function helpFor(journey: Journey, application: string | undefined): Help {
    const publisher = application && configuration.get('applications', application)?.meta_publisher;
    const attributes = deps.brand(journey.actor.http.host)?.attributes;
    const contact = isRecord(attributes) ? attributes[CONTACT] : undefined;
    return {
      ...(typeof publisher === 'string' ? { publisher: publisher.trim() } : {}),
      ...(typeof contact === 'string' ? { contact: contact.trim().slice(0, LONGEST_CONTACT) } : {}),
    };
  }

  /** Something failed: the operator learns what, the stranger a request id. The run can be begun anew. */
  function broken(journey: Journey, run: Run, cause: unknown): Arrived {
    const { user, http } = journey.actor;
    const error = cause instanceof Error ? cause : new Error(String(cause));
    const { request_id } = http;
    const [entry] = run.entries;
    const message = `The flow ${run.flow.slug} stopped at ${entry ? `the stage ${entry.name}` : 'its end'}.`;
    log.error({ err: error, flow: run.flow.slug, stage: entry?.name, request_id }, 'a flow failed');
    ports.events.emit({
      action: 'system_exception',
      app: 'postern.flows',
      user,
      http_request: http,
      context: {
        message,
        exception: { name: error.name, message: error.message },
        flow: run.flow,
        request_id,
      },
    });
    const detail = user.is_superuser ? { error: error.message, traceback: error.stack ?? '' } : undefined;
    const page = flowError(request_id, detail);
    const reset: Run = {
      ...run,
      user: user.pk,
      entries: [],
      visit: null,
      over: { how: 'broken', challenge: null },
    };
    const flow = configuration.get('flows', run.flow.pk);
    return {
      at: 'broken',
      run: reset,
      challenge: flow ? envelope(journey, flow, reset, page) : page,
    };
  }

  /** Where a finished run leads: whoever takes it over, where the system wants, where the page asked for, home. */
  async function finish(journey: Journey, run: Run): Promise<Arrived> {
    const { continuation, context } = run;
    if (!continuation) return leadOn(journey, run);
    const handler = continuations[continuation.kind];
    if (!handler) throw new Error(`nobody continues runs of the kind ${continuation.kind}`);
    const ending: Ending = await handler({
      data: continuation.data,
      context,
      actor: journey.actor,
      browser: journey.browser,
    });
    if ('to' in ending) return end(journey, run, 'finished', redirectTo(ending.to, true));
    if ('challenge' in ending) return end(journey, run, 'finished', ending.challenge);
    return refuse(journey, run, ending.refused);
  }

  function leadOn(journey: Journey, run: Run): Arrived {
    const { context, query } = run;
    if (context.redirect !== undefined)
      return end(journey, run, 'finished', redirectTo(context.redirect, true));
    const next = query.next === undefined || query.next === '' ? '/' : safeNext(query.next);
    if (next === undefined) return denied(journey, run, { message: 'Invalid next URL.', messages: [] });
    return end(journey, run, 'finished', redirectTo(next, true));
  }

  /** What a person sees for whom the flow is not. */
  function inapplicable(
    journey: Journey,
    run: Run,
    why: { readonly message?: string; readonly messages: readonly string[] },
  ): Arrived {
    const { designation, denied_action } = flowOf(run);
    if (designation === 'authentication' && journey.actor.user.is_authenticated) return leadOn(journey, run);
    // Wherever somebody goes who cannot sign in leads right back here.
    if (designation === 'authentication')
      return { ...denied(journey, run, why), inapplicable: true } as Arrived;
    const next = journey.follow ? safeNext(run.query.next) : undefined;
    const to = denied_action === 'continue' ? (next ?? '/') : next;
    const page =
      denied_action === 'message' || to === undefined
        ? denied(journey, run, why)
        : end(journey, run, 'finished', redirectTo(to));
    return { ...page, inapplicable: true } as Arrived;
  }

  return { end, denied, refuse, broken, finish, inapplicable };
}
