import { z } from 'zod';
import type { FlowContext } from '../../core/flow/context.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { DenyConfig } from './schema.ts';
import { german } from './words.de.ts';

/** What an administrator or a policy wants to be said, if anything. */
function words(config: z.output<typeof DenyConfig>, context: FlowContext): { text: string } | 'denied' {
  const said = context.deny_message;
  const text = typeof said === 'string' && said !== '' ? said : config.deny_message;
  return text === '' ? 'denied' : { text };
}

/** Ends the run. Bind it with the policy that says for whom. */
export const deny = defineStageType({
  type: 'deny',
  model: 'authentik_stages_deny.denystage',
  component: 'ak-stage-deny-form',
  title: 'Deny',
  description: 'Refuses everybody who reaches it; policies on its binding say who that is.',
  config: DenyConfig,
  words: { de: german },
  challenge: null,
  asks: z.strictObject({}),
  answer: z.strictObject({}),
  messages: { denied: 'You are not allowed to go on.' },
  uses: [],
  // It proves nothing, but it guards: an error of a policy on its binding must not let anybody past it.
  proves: true,
  traits: () => ({ ends: 'refuses' }),
  begin: ({ config, context, deny }) => deny(words(config, context)),
  answered: ({ config, context, deny }) => deny(words(config, context)),
});
