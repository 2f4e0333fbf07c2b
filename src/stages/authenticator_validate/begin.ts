import { isKnown } from '../../core/flow/standing.ts';
import type { Step } from '../../core/flow/step.ts';
import { seconds } from '../../core/model/fields.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { challengeOf, type Memory, offeredOf, settingsOf } from './asking.ts';
import { pretended } from './pretending.ts';
import { setUp, usableStages } from './set-up.ts';
import { type Input, personOf } from './words.ts';

/** What is to be asked, if anything. */
export async function begin(input: Input): Promise<Step> {
  const { config, context, request, ports, ask, done } = input;
  const person = personOf(input);
  if (!person) return context.pending_user ? unconfigured(input, undefined) : unnamed(input);
  const settings = settingsOf(config);
  const offers = await ports.factors.offers({
    user: person,
    request,
    classes: config.device_classes,
    settings,
  });
  if (offers.length === 0) return unconfigured(input, person);
  if (await isTrusted(input, person)) return done();
  const offered = offeredOf(offers, isKnown(input, person));
  return ask(challengeOf(offered.map(({ shown }) => shown)), {
    asked: 'device',
    offers: offered,
    chosen: null,
  } satisfies Memory);
}

/** Whether this very stage saw a device of the person in this browser so lately that it need not see one again. */
async function isTrusted(input: Input, person: UserFacts): Promise<boolean> {
  const { config, stage, trust, ports } = input;
  // It stands for a second proof, never for the only one.
  if (!isKnown(input, person)) return false;
  const within = seconds(config.last_auth_threshold) * 1_000;
  if (within <= 0 || trust === null || person.pk === null) return false;
  const now = ports.clock.now();
  const kept = await ports.trustedBrowsers.recall(trust, { user: person.pk, stage: stage.pk }, now);
  if (!kept || kept.proven + within < now) return false;
  const device = await ports.devices.find(kept.device);
  return device?.user === person.pk && config.device_classes.includes(device.class);
}

/** Nobody has said who they are: in a login, a passkey tells. */
async function unnamed({ config, flow, request, ports, ask, done }: Input): Promise<Step> {
  if (flow.designation !== 'authentication' || !config.device_classes.includes('webauthn')) return done();
  const offer = await ports.factors.anybody({ class: 'webauthn', request, settings: settingsOf(config) });
  if (!offer) return done();
  const shown = {
    device_class: 'webauthn',
    device_uid: '1',
    challenge: { ...offer.challenge },
    last_used: null,
  } as const;
  return ask(challengeOf([shown]), { asked: 'anybody', memory: offer.memory } satisfies Memory);
}

/** The person has nothing that counts here; undefined: there is no such person, which nobody is told. */
function unconfigured(input: Input, person: UserFacts | undefined): Step {
  const { config, context, stage, request, ports, ask, done, deny } = input;
  if (config.not_configured_action === 'skip') return done();
  // To name somebody must not be enough to learn what they have, and less so to give them a device.
  if (!person || !isKnown(input, person)) return pretended(input);
  if (config.not_configured_action === 'deny') return deny('no_device');
  const stages = usableStages(config, ports.configuration);
  const [only] = stages;
  if (!only) {
    ports.events.emit({
      action: 'configuration_error',
      app: 'postern.stages',
      context: {
        message:
          `The stage ${stage.name} wants people to set up a device, and names no stage that does. ` +
          'Add one to its configuration stages that sets up one of its device classes.',
        stage: { pk: stage.pk, name: stage.name },
      },
      http_request: request,
    });
    return deny('nothing_to_set_up');
  }
  if (stages.length === 1) return setUp(only.pk, context, person, done);
  return ask({ device_challenges: [], configuration_stages: stages, selected_device_uid: null }, {
    asked: 'stage',
  } satisfies Memory);
}
