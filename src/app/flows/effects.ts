import type { Run } from '../../core/flow/run.ts';
import { ACCOUNT_CHANGED, provenAt } from '../../core/flow/standing.ts';
import type { FlowEffect } from '../../core/flow/step.ts';
import type { Locked } from '../../core/lockout/ports.ts';
import { LOCKED_OUT } from '../../core/lockout/words.ts';
import { ANONYMOUS } from '../../core/policy/request.ts';
import type { FlowsDeps } from './deps.ts';
import type { Journey } from './journey.ts';
import type { Planner } from './planning.ts';

export type Applied =
  | { readonly go: 'on'; readonly run: Run }
  | { readonly go: 'away'; readonly run: Run; readonly to: string }
  | { readonly go: 'switch'; readonly run: Run; readonly slug: string; readonly keep_context: boolean }
  | { readonly go: 'denied'; readonly run: Run; readonly message: string; readonly locked?: Locked };

/** Does to the world what a finished stage asked for, in order, before the next stage begins. */
export function createEffects(
  { sessions, lockout, ports }: FlowsDeps,
  { inserted, placed }: Pick<Planner, 'inserted' | 'placed'>,
) {
  const { users, random, clock, events } = ports;

  /** From here on the browser holds another secret: whoever knew the old one holds nothing. */
  function rotate(journey: Journey): void {
    journey.browser = random.token();
    journey.cookies = { ...journey.cookies, browser: journey.browser };
  }

  async function login(
    journey: Journey,
    run: Run,
    { effect: _, ...how }: Extract<FlowEffect, { effect: 'login' }>,
  ): Promise<Applied> {
    const { context } = run;
    const user = await users.byPk(Number(context.pending_user?.pk));
    if (!user?.is_active) return { go: 'denied', run, message: 'This account is not active.' };
    const { http, session } = journey.actor;
    // Others may have locked the account since this run proved whose it is.
    const guard = lockout.guard({ flow: run.flow.pk, http, device: journey.device });
    const locked = await guard.check(user);
    if (locked) return { go: 'denied', run, message: LOCKED_OUT, locked };
    const method = context.auth_method ?? '';
    const method_args = context.auth_method_args ?? {};
    const opened = await sessions.login({
      user,
      http,
      replaces: session,
      how,
      method,
      method_args,
      authenticated: Math.max(0, ...(context.proofs ?? []).map(({ time }) => time)) || clock.now(),
      proven: provenAt(context),
    });
    if (!opened) return { go: 'denied', run, message: ACCOUNT_CHANGED };
    journey.actor = { user, session: opened.session, via: 'session', http };
    const { key, cookie_expires: expires, device } = opened;
    journey.cookies = { ...journey.cookies, session: { key, expires }, ...(device ? { device } : {}) };
    rotate(journey);
    await guard.cleared(user);
    events.emit({
      action: 'login',
      app: 'postern.flows',
      user,
      http_request: http,
      context: {
        auth_method: method,
        auth_method_args: method_args,
        flow: run.flow,
        ...(context.application ? { application: context.application } : {}),
        ...(context.source ? { source: context.source } : {}),
      },
    });
    return { go: 'on', run: { ...run, user: user.pk } };
  }

  async function logout(journey: Journey, run: Run): Promise<Applied> {
    const { user, session, http } = journey.actor;
    if (session) {
      await sessions.logout({ session, http });
      events.emit({
        action: 'logout',
        app: 'postern.flows',
        user,
        http_request: http,
        context: { flow: run.flow },
      });
    }
    journey.actor = { user: ANONYMOUS, session: null, via: 'anonymous', http };
    journey.cookies = { ...journey.cookies, session: null };
    rotate(journey);
    return { go: 'on', run: { ...run, user: null } };
  }

  /** Under a new secret each time: one that was put into the browser by somebody else is worth nothing afterwards. */
  async function trust(
    journey: Journey,
    { user, stage, device, seconds }: Extract<FlowEffect, { effect: 'trust_browser' }>,
  ): Promise<void> {
    const proven = clock.now();
    const expires = proven + seconds * 1_000;
    const key = random.token();
    await ports.trustedBrowsers.keep(
      { old: journey.trust, now: key },
      { user, stage, device, proven, expires },
    );
    journey.trust = key;
    journey.cookies = { ...journey.cookies, trust: { key, expires } };
  }

  return async (journey: Journey, run: Run, effects: readonly FlowEffect[]): Promise<Applied> => {
    let now = run;
    for (const effect of effects) {
      switch (effect.effect) {
        case 'login': {
          const applied = await login(journey, now, effect);
          if (applied.go !== 'on') return applied;
          now = applied.run;
          break;
        }
        case 'logout':
          now = (await logout(journey, now)).run;
          break;
        case 'trust_browser':
          await trust(journey, effect);
          break;
        case 'end_other_sessions':
          await sessions.endAll(effect.user, journey.actor.session?.uuid);
          break;
        case 'insert_stages':
          now = inserted(now, effect.stages);
          break;
        case 'append_stage':
          now = placed(now, effect.stage, effect.place);
          break;
        case 'redirect':
          return { go: 'away', run: now, to: effect.to };
        case 'switch_flow':
          return { go: 'switch', run: now, slug: effect.slug, keep_context: effect.keep_context };
        case 'notice':
          break; // the run already carries it to the next page
      }
    }
    return { go: 'on', run: now };
  };
}
