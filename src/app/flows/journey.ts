import type { Actor } from '../../core/directory/ports.ts';
import type { FlowContext } from '../../core/flow/context.ts';
import { NOBODY } from '../../core/flow/credentials.ts';
import type { Challenge, CookieChanges, Visitor } from '../../core/flow/flows.ts';
import type { Run } from '../../core/flow/run.ts';
import type { ResponseErrors } from '../../core/flow/step.ts';
import { ANONYMOUS, type PolicyRequest, type UserFacts } from '../../core/policy/request.ts';
import type { Ports } from '../../core/ports.ts';

/**
 * One HTTP request on its way through a flow: who asks may change under way (a login, a logout), and what the browser
 * has to be told adds up.
 */
export interface Journey {
  actor: Actor;
  /** The browser's secret as of now; null where it has none and needs none yet. */
  browser: string | null;
  /** The secret that the request came with. */
  readonly arrived: string | null;
  /** What the browser holds of an earlier second factor. */
  trust: string | null;
  /** What the device is remembered by. */
  readonly device: string | null;
  readonly certificate: readonly string[] | undefined;
  cookies: CookieChanges;
  /** Restarts within this request: a flow that only restarts has to end somewhere. */
  restarts: number;
  /** Flows that led on to others within this request. */
  switches: number;
  /** What the person should read on the next page, from a step that led to a restart. */
  errors: ResponseErrors;
  /** False where the flow's `next` must not be followed on a refusal: it may lead right back here. */
  readonly follow: boolean;
}

export const journeyOf = (visitor: Visitor, follow: boolean): Journey => ({
  actor: visitor.actor,
  browser: visitor.browser,
  arrived: visitor.browser,
  trust: visitor.trust,
  device: visitor.device ?? null,
  certificate: visitor.certificate,
  cookies: {},
  restarts: 0,
  switches: 0,
  errors: {},
  follow,
});

/** Where a walk stopped. */
export type Arrived =
  /** The visit's challenge is to be shown. */
  | { readonly at: 'stage'; readonly run: Run; readonly errors: ResponseErrors }
  /** The run is over; `challenge` is its last page, a redirect for one that is finished. */
  | {
      readonly at: 'finished' | 'denied' | 'broken';
      readonly run: Run;
      readonly challenge: Challenge;
      /** True where the flow refused to begin at all. */
      readonly inapplicable?: boolean;
    };

/** The stored user behind the context's pending user; undefined where there is none. */
export const storedUser = async (
  context: FlowContext,
  users: Ports['users'],
): Promise<UserFacts | undefined> => {
  // Also where somebody is only claimed to exist: the time of a page must not tell which accounts do.
  return context.pending_user ? users.byPk(context.pending_user.pk ?? NOBODY) : undefined;
};

/** What policies judge: the pending user, stored or only claimed, else whoever is signed in. */
export async function policyRequest(
  journey: Journey,
  flow: Run['flow'],
  context: FlowContext,
  ports: Pick<Ports, 'users' | 'clock' | 'configuration'>,
): Promise<PolicyRequest> {
  const pending = context.pending_user;
  const user = pending
    ? ((await storedUser(context, ports.users)) ?? {
        ...ANONYMOUS,
        username: pending.username,
        name: pending.name,
        email: pending.email,
      })
    : journey.actor.user;
  return {
    user,
    http_request: { ...journey.actor.http, user: journey.actor.user.pk },
    obj: null,
    context: {
      ...context,
      flow_plan: {
        flow_pk: flow.pk,
        flow_slug: flow.slug,
        flow_designation: ports.configuration.get('flows', flow.pk)?.designation,
        context,
      },
    },
    debug: false,
    time: ports.clock.now(),
  };
}
