import type { ExpressionTarget } from '../../core/expression/sandbox.ts';

/** What is known where a policy is asked. A variable needs one of the facts that it names. */
export const FACTS = {
  user: 'The person who is judged',
  http_request: 'The HTTP request',
  application: 'The application that is asked for',
  flow_plan: 'The flow and its context',
  prompt_data: 'What was entered in a form',
  event: 'The event that a notification rule is about',
  device: 'The device that is used',
} as const;

export type Fact = keyof typeof FACTS;

/** A situation in which policies are asked, and what is known then. */
export interface Scenario {
  readonly key: string;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly targets: readonly ExpressionTarget[];
  /** Wire names of the models whose objects bind policies in that situation. */
  readonly models: readonly string[];
}

export const SCENARIOS: readonly Scenario[] = [
  {
    key: 'application_authorization',
    title: 'Opening an application',
    facts: ['user', 'http_request', 'application'],
    targets: ['application'],
    models: ['authentik_core.application'],
  },
  {
    key: 'flow_execution',
    title: 'Beginning a flow',
    facts: ['user', 'http_request', 'flow_plan', 'prompt_data'],
    targets: ['flow'],
    models: ['authentik_flows.flow'],
  },
  {
    key: 'flow_stage_execution',
    title: 'Reaching a stage of a flow',
    facts: ['user', 'http_request', 'flow_plan', 'prompt_data'],
    targets: ['stage_binding'],
    models: ['authentik_flows.flowstagebinding'],
  },
  {
    key: 'prompt_validation',
    title: 'Checking what was entered in a form',
    facts: ['user', 'http_request', 'prompt_data'],
    targets: ['prompt'],
    models: ['authentik_stages_prompt.promptstage'],
  },
  {
    key: 'notification_rule',
    title: 'Telling about an event',
    facts: ['user', 'event'],
    targets: ['notification_rule'],
    models: ['authentik_events.notificationrule'],
  },
  // Postern has no devices to ask for yet; documents that look at one can be written and referred to.
  {
    key: 'device_access',
    title: 'Using a device',
    facts: ['user', 'http_request', 'device'],
    targets: [],
    models: [],
  },
];

const ELSEWHERE: readonly Fact[] = ['user', 'http_request'];

/** What is known at that kind of target. */
export const factsAt = (target: ExpressionTarget): readonly Fact[] =>
  SCENARIOS.find(({ targets }) => targets.includes(target))?.facts ?? ELSEWHERE;
