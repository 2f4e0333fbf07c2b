import type { Locked } from '../lockout/ports.ts';
import type { FlowContext } from './context.ts';
import type { AppendedStage } from './flows.ts';

/** An error beside a field of the form; `non_field_errors` for the whole form. */
export type ResponseErrors = Readonly<
  Record<string, readonly { readonly string: string; readonly code: string }[]>
>;

/** What a stage answers. A stage says one of these five words; HTTP, throttling, events and storage are the executor's. */
export type Step =
  /** Show this challenge (the fields beyond the envelope). `memory` stays on the server with this execution. */
  | { readonly step: 'ask'; readonly challenge: Readonly<Record<string, unknown>>; readonly memory?: unknown }
  /** The answer was wrong: show the challenge again with these errors. */
  | {
      readonly step: 'retry';
      readonly errors: ResponseErrors;
      readonly challenge?: Readonly<Record<string, unknown>>;
      readonly memory?: unknown;
      /** What the flow keeps in mind where the binding says that it begins again with what is known. */
      readonly learnt?: Partial<FlowContext>;
    }
  /** The stage has passed. `patch` is merged into the context (a key with undefined is removed). */
  | { readonly step: 'done'; readonly patch: Partial<FlowContext>; readonly effects: readonly FlowEffect[] }
  /** There is nothing for this stage to do. Never allowed where the stage proves identity. */
  | { readonly step: 'skip'; readonly reason: string }
  /** The run ends, or restarts where the binding says so. */
  | {
      readonly step: 'deny';
      readonly message: string;
      readonly code: string;
      /** Nothing is judged for a while: the run ends whatever the binding says. The executor says so, no stage does. */
      readonly locked?: Locked;
    };

/** What the executor does for a stage that is done, in this order, before the next stage begins. */
export type FlowEffect =
  | {
      readonly effect: 'login';
      /** Seconds; 0 = until the browser is closed. */
      readonly duration: number;
      readonly terminate_other_sessions: boolean;
      readonly network_binding: 'no_binding' | 'bind_asn' | 'bind_asn_network' | 'bind_asn_network_ip';
      readonly geoip_binding:
        | 'no_binding'
        | 'bind_continent'
        | 'bind_continent_country'
        | 'bind_continent_country_city';
      /** Seconds that a "known device" cookie lives; 0 = none. */
      readonly remember_device: number;
    }
  | { readonly effect: 'logout' }
  /** In this browser the person is not asked for a second factor again by that stage for so many seconds. */
  | {
      readonly effect: 'trust_browser';
      readonly user: number;
      readonly stage: string;
      readonly device: number;
      readonly seconds: number;
    }
  /** Ends the sessions of a user elsewhere: whoever knew the old password is out. */
  | { readonly effect: 'end_other_sessions'; readonly user: number }
  /** Leaves this flow for another address (already checked by the stage). */
  | { readonly effect: 'redirect'; readonly to: string }
  /** Goes on with these stages before the rest of the plan, in this order; each stands for a proof and cannot skip itself. */
  | { readonly effect: 'insert_stages'; readonly stages: readonly string[] }
  /** Goes through a stage of no configuration later: at the end, or before anything is written about a user. */
  | {
      readonly effect: 'append_stage';
      readonly stage: AppendedStage;
      readonly place: 'before_writing' | 'last';
    }
  /** Goes on in another flow, whose own requirement and policies apply. */
  | { readonly effect: 'switch_flow'; readonly slug: string; readonly keep_context: boolean }
  /** A sentence for the person, shown once with the next page. */
  | {
      readonly effect: 'notice';
      readonly level: 'info' | 'success' | 'warning' | 'error';
      readonly text: string;
    };
