import { cancelAddress } from '../../core/flow/address.ts';
import type { Challenge, FlowInfo } from '../../core/flow/flows.ts';
import type { Run } from '../../core/flow/run.ts';
import type { ResponseErrors } from '../../core/flow/step.ts';
import { titleOf } from '../../core/flow/title.ts';
import { mediaAddress } from '../../core/media/address.ts';
import type { Row } from '../../core/model/model.ts';
import type { FlowsDeps } from './deps.ts';
import type { Journey } from './journey.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Puts around a challenge what every challenge carries. */
export function createEnvelope({ brand }: Pick<FlowsDeps, 'brand'>) {
  /** Who the page says this is about: the pending person, by what was typed where that is all that may be shown. */
  function person(journey: Journey, { context }: Run): { name: string; avatar: string } | undefined {
    const { pending_user: pending, pending_user_identifier: identifier } = context;
    if (identifier !== undefined) return { name: identifier, avatar: '' };
    if (pending) return { name: pending.username, avatar: pending.avatar ?? '' };
    const { user } = journey.actor;
    return user.is_authenticated ? { name: user.username, avatar: '' } : undefined;
  }

  function flowInfo(journey: Journey, flow: Row, run: Run): FlowInfo {
    const { next } = run.query;
    return {
      title: titleOf(text(flow.title), {
        app: run.context.application?.name ?? '',
        user: person(journey, run)?.name ?? '',
      }),
      background:
        mediaAddress(flow.background) ||
        mediaAddress(brand(journey.actor.http.host)?.branding_default_flow_background),
      background_themed_urls: null,
      cancel_url: cancelAddress(run.id, { next, signedIn: journey.actor.user.is_authenticated }),
      layout: text(flow.layout) || 'stacked',
    };
  }

  return (
    journey: Journey,
    flow: Row,
    run: Run,
    challenge: Challenge,
    errors: ResponseErrors = {},
  ): Challenge => {
    const who = person(journey, run);
    const { visit } = run;
    return {
      ...challenge,
      flow_info: flowInfo(journey, flow, run),
      ...(who ? { pending_user: who.name, pending_user_avatar: who.avatar } : {}),
      ...(Object.keys(errors).length > 0 ? { response_errors: errors } : {}),
      ...(run.notices.length > 0 ? { notices: run.notices } : {}),
      run: run.id,
      ...(visit && !run.over ? { execution: visit.execution } : {}),
    };
  };
}

export type Envelope = ReturnType<typeof createEnvelope>;
