import { type FlowContext, pendingUser } from '../../core/flow/context.ts';
import type { Configuration } from '../../core/flow/ports.ts';
import type { Step } from '../../core/flow/step.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { ValidateConfig } from './schema.ts';
import type { Input } from './words.ts';

/**
 * The stages that set up what counts here, in the order in which they are named. Whoever goes through another one
 * would be let in without a device, and asked for one again the next time.
 */
export function usableStages(
  { configuration_stages, device_classes }: ValidateConfig,
  configuration: Configuration,
) {
  return configuration_stages.flatMap((pk) => {
    const row = configuration.get('stages', pk);
    const type = String(row?.type ?? '');
    if (!row || !device_classes.some((one) => type === `authenticator_${one}`)) return [];
    const name = String(row.friendly_name || row.name);
    // All set-up stages are called after what they set up.
    const model = `authentik_stages_${type}.${type.replace('_', '')}stage`;
    return [{ pk, name, verbose_name: name, meta_model_name: model }];
  });
}

/** Goes on with the set-up. Whoever has set a device up has shown it: it is not asked for again. */
export const setUp = (stage: string, context: FlowContext, person: UserFacts, done: Input['done']): Step =>
  done(context.pending_user ? {} : { pending_user: pendingUser(person) }, [
    { effect: 'insert_stages', stages: [stage] },
  ]);
