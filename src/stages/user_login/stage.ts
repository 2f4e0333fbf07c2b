import { z } from 'zod';
import type { FlowContext } from '../../core/flow/context.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import type { FlowEffect } from '../../core/flow/step.ts';
import { seconds } from '../../core/model/fields.ts';
import { UserLoginConfig } from './schema.ts';
import { german } from './words.de.ts';

/** Rounded up: a duration of less than a second must not become 0, which means "until the browser is closed". */
const wholeSeconds = (duration: string): number => Math.ceil(seconds(duration));

function effects(
  config: z.output<typeof UserLoginConfig>,
  context: FlowContext,
  remember: boolean,
): readonly FlowEffect[] {
  const longer = remember ? seconds(config.remember_me_offset) : 0;
  const login: FlowEffect = {
    effect: 'login',
    duration: Math.ceil(seconds(config.session_duration) + longer),
    terminate_other_sessions: config.terminate_other_sessions,
    network_binding: config.network_binding,
    geoip_binding: config.geoip_binding,
    remember_device: wholeSeconds(config.remember_device),
  };
  // Whoever comes from a source sees that source's sign-in; a second notice would only be in the way.
  if (context.source) return [login];
  return [login, { effect: 'notice', level: 'success', text: 'You are signed in.' }];
}

/** Opens a session for the pending user. */
export const userLogin = defineStageType({
  type: 'user_login',
  model: 'authentik_stages_user_login.userloginstage',
  component: 'ak-stage-user-login-form',
  title: 'User login',
  description: 'Signs the pending user in: opens a session for the browser.',
  config: UserLoginConfig,
  words: { de: german },
  challenge: 'ak-stage-user-login',
  asks: z.strictObject({}),
  answer: z.strictObject({ remember_me: z.boolean() }),
  messages: {
    no_pending_user: 'No Pending user to login.',
    inactive: 'This account is not active.',
  },
  uses: [],
  proves: false,
  traits: () => ({ signs_in: true }),
  begin({ config, context, pending, ask, done, deny }) {
    if (!pending) return deny('no_pending_user');
    if (!pending.is_active) return deny('inactive');
    if (seconds(config.remember_me_offset) > 0) return ask({});
    return done({}, effects(config, context, false));
  },
  answered({ config, context, pending, answer, done, deny }) {
    if (!pending) return deny('no_pending_user');
    if (!pending.is_active) return deny('inactive');
    // Nobody is asked where there is nothing to add, so nobody can ask for a longer session either.
    return done({}, effects(config, context, answer.remember_me));
  },
});
