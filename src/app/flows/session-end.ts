import { z } from 'zod';
import { sessionEnd } from '../../core/flow/own-challenges.ts';
import { defineStageType, type StageType } from '../../core/flow/stage-type.ts';
import type { FlowsDeps } from './deps.ts';

/** The kind under which providers append it: `{ kind: 'session_end', data: {} }`. */
export const SESSION_END = 'session_end';

/**
 * The last page after signing out of one application: says so, and offers the way to the others, back, or out of
 * everything. It asks for nothing, so nothing comes after it.
 */
export function sessionEndStage(deps: Pick<FlowsDeps, 'configuration' | 'brand' | 'launchUrl'>): StageType {
  return defineStageType({
    type: SESSION_END,
    model: 'postern.sessionendstage',
    component: '',
    title: 'Session end',
    description: 'The last page after signing out of one application.',
    config: z.strictObject({}),
    challenge: 'ak-stage-session-end',
    asks: z.looseObject({ brand_name: z.string() }),
    answer: z.strictObject({}),
    messages: {},
    uses: [],
    proves: false,
    begin({ context, user, request, ask }) {
      const { application } = context;
      const row = application && deps.configuration.get('applications', application.pk);
      const launch = row && deps.launchUrl(row, user);
      return ask(
        sessionEnd({
          ...(application ? { application_name: application.name } : {}),
          ...(launch ? { application_launch_url: launch } : {}),
          ...(user.is_authenticated ? { invalidation_flow_url: '/flows/-/default/invalidation/' } : {}),
          overview_url: '/',
          brand_name: String(deps.brand(request.host)?.branding_title ?? 'Postern'),
        }),
      );
    },
    answered: ({ retry }) => retry({}),
  });
}
