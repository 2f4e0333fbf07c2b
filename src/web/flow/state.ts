import { errorsPresent } from './errors.ts';
import type { Reply } from './executor.ts';
import type { Failure } from './failure.ts';
import type { AnswerValue, Challenge } from './wire.ts';

/** What somebody typed into a form, by field; never a secret. */
export type Draft = Readonly<Record<string, AnswerValue>>;

/** One challenge on the screen. A new `turn` means a fresh form, even for the same challenge. */
export interface Screen {
  readonly turn: number;
  readonly challenge: Challenge;
  readonly draft: Draft;
  readonly restarted: boolean;
}

/** The whole state of the page. */
export interface PageState {
  readonly screen?: Screen;
  readonly failure?: Failure;
  readonly sending: boolean;
  /** The answer takes longer than a person notices: time to say so. */
  readonly slow: boolean;
  /** What was typed so far, by component, to fill a form again after its session was lost. */
  readonly typed: Readonly<Record<string, Draft>>;
  readonly wasRestarted: boolean;
}

export type PageEvent =
  | { readonly type: 'sent'; readonly component?: string; readonly typed?: Draft }
  | { readonly type: 'slow' }
  | { readonly type: 'replied'; readonly reply: Reply };

export const firstState: PageState = { sending: true, slow: false, typed: {}, wasRestarted: false };

/** The next state of the page. Pure: requests, timers and the document are the page's. */
export function advance(state: PageState, event: PageEvent): PageState {
  if (event.type === 'slow') return state.sending ? { ...state, slow: true } : state;
  if (event.type === 'sent') return sent(state, event.component, event.typed);
  return replied(state, event.reply);
}

function sent(state: PageState, component: string | undefined, typed: Draft = {}): PageState {
  const { failure: _mended, ...rest } = state;
  const kept = component
    ? { ...state.typed, [component]: { ...state.typed[component], ...typed } }
    : state.typed;
  return { ...rest, typed: kept, sending: true, slow: false };
}

function replied(state: PageState, reply: Reply): PageState {
  const idle = { ...state, sending: false, slow: false };
  if ('failure' in reply) return { ...idle, failure: reply.failure };
  const { failure: _mended, ...rest } = idle;
  const { challenge, restarted } = reply;
  const wasRestarted = state.wasRestarted || restarted;
  const again = errorsPresent(challenge) || wasRestarted;
  return {
    ...rest,
    wasRestarted,
    screen: {
      turn: (state.screen?.turn ?? 0) + 1,
      challenge,
      draft: again ? (state.typed[challenge.component] ?? {}) : {},
      restarted,
    },
  };
}
