import { z } from 'zod';
import { defineStageType, type StageInput, type StageWords } from '../../core/flow/stage-type.ts';
import type { Step } from '../../core/flow/step.ts';
import { RedirectConfig } from './schema.ts';
import { flowSlug, isSafeTarget } from './target.ts';
import { german } from './words.de.ts';

const messages = {
  no_target: 'This step leads nowhere: its target is missing. Tell your administrator.',
  unsafe_target: 'This step leads to an address that is not allowed. Tell your administrator.',
};

type Input = StageInput<z.output<typeof RedirectConfig>, 'configuration'> & StageWords<typeof messages>;

function go(input: Input): Step {
  const { config, context, ports, deny } = input;
  const wanted = typeof context.redirect_stage_target === 'string' ? context.redirect_stage_target : '';
  const wantedFlow = flowSlug(wanted);
  if (wantedFlow !== undefined) {
    const found = ports.configuration.by('flows', 'slug', wantedFlow)[0];
    // A policy that names a flow that is gone is overruled by the configuration, not obeyed half.
    if (found) return toFlow(input, wantedFlow);
  } else if (wanted !== '') {
    return isSafeTarget(wanted) ? toAddress(input, wanted) : deny('unsafe_target');
  }
  if (config.mode === 'flow') {
    const flow = config.target_flow && ports.configuration.get('flows', config.target_flow);
    return flow ? toFlow(input, String(flow.slug)) : deny('no_target');
  }
  if (config.target_static === '') return deny('no_target');
  return isSafeTarget(config.target_static) ? toAddress(input, config.target_static) : deny('unsafe_target');
}

/** The override counts once: a redirect stage of the next flow must not meet it again. */
const spent = { redirect_stage_target: undefined };

const toAddress = ({ done }: Input, to: string): Step => done(spent, [{ effect: 'redirect', to }]);

const toFlow = ({ config, flow, done }: Input, slug: string): Step =>
  done({ ...spent, is_redirected: { slug: flow.slug } }, [
    { effect: 'switch_flow', slug, keep_context: config.keep_context },
  ]);

/** Leaves the flow, for an address or for another flow. */
export const redirect = defineStageType({
  type: 'redirect',
  model: 'authentik_stages_redirect.redirectstage',
  component: 'ak-stage-redirect-form',
  title: 'Redirect',
  description: 'Sends the person to an address, or goes on in another flow.',
  config: RedirectConfig,
  words: { de: german },
  challenge: null,
  asks: z.strictObject({}),
  answer: z.strictObject({}),
  messages,
  uses: ['configuration'],
  proves: false,
  traits: () => ({ ends: 'leads_away' }),
  begin: go,
  answered: go,
});
