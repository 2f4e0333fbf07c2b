import { z } from 'zod';
import { brandOf } from '../../core/brand/brand-of.ts';
import type { ClientCertificate, ClientRefusal } from '../../core/crypto/client.ts';
import { nowPending, nowProven, pendingUser } from '../../core/flow/context.ts';
import { defineStageType, type StageInput, type StageWords } from '../../core/flow/stage-type.ts';
import type { Step } from '../../core/flow/step.ts';
import { type MutualTlsConfig as Config, MutualTlsConfig } from './schema.ts';
import { german } from './words.de.ts';

const INBUILT = 'authentik.core.auth.InbuiltBackend';

const messages = {
  missing: 'Certificate required but no certificate was given.',
  invalid: 'Your certificate is not accepted here. Choose another one, or ask your administrator.',
  expired: 'Your certificate has expired. Ask your administrator for a new one.',
  no_user: 'No account belongs to your certificate. Ask your administrator.',
  other_user: 'Your certificate belongs to another account than the one that you began with.',
  inactive: 'This account is not active.',
  unset: 'Certificates cannot be checked here. Tell whoever runs this server.',
};
type Message = keyof typeof messages;

type Uses = 'clientCertificates' | 'configuration' | 'users' | 'events' | 'clock';
type Input = StageInput<Config, Uses> & StageWords<typeof messages>;

/** The certificates (PEM) that a path may end at: the stage's own, else those of the brand. */
function authoritiesOf({ config, request, ports }: Input): readonly string[] {
  const { configuration } = ports;
  const brand = brandOf(configuration.all('brands'), request.host)?.client_certificates;
  const chosen = config.certificate_authorities.length > 0 ? config.certificate_authorities : brand;
  const keys = Array.isArray(chosen) ? chosen : [];
  return keys
    .map((pk) => configuration.get('certificate_key_pairs', String(pk))?.certificate_data)
    .filter((text) => typeof text === 'string');
}

/** What may name the person; none where the certificate is not clear about it. */
function namesIn({ subject, common_names, emails }: ClientCertificate, { cert_attribute }: Config) {
  if (cert_attribute === 'email') return emails;
  const names = cert_attribute === 'subject' ? [subject] : common_names;
  return names.length === 1 ? names : [];
}

/** Nobody was proven. Where a certificate is required that is the end of it. */
const without = ({ config, deny, done }: Input, why: Message): Step =>
  config.mode === 'required' ? deny(why) : done();

const REFUSALS: Readonly<Record<ClientRefusal, Message>> = {
  unreadable: 'invalid',
  expired: 'expired',
  not_yet_valid: 'invalid',
  unknown_authority: 'invalid',
  wrong_use: 'invalid',
  unsupported: 'invalid',
};

function tell({ stage, request, ports }: Input, message: string, reason: string): void {
  ports.events.emit({
    action: reason === 'no_authorities' ? 'configuration_error' : 'suspicious_request',
    app: 'postern.stages',
    http_request: request,
    context: { message, reason, stage: { pk: stage.pk, name: stage.name } },
  });
}

async function begin(input: Input): Promise<Step> {
  const { stage, flow, certificate: chain, ports, done } = input;
  const authorities = authoritiesOf(input);
  if (authorities.length === 0) {
    const hint = 'Choose certificate authorities there or in the settings of the brand.';
    tell(input, `The stage ${stage.name} accepts no certificate. ${hint}`, 'no_authorities');
    return without(input, 'unset');
  }
  if (chain === undefined) return without(input, 'missing');
  const now = ports.clock.now();
  const checked = await ports.clientCertificates.verify({ chain, authorities, now });
  if ('refused' in checked) {
    tell(input, `The stage ${stage.name} refused a certificate: ${checked.refused}.`, checked.refused);
    return without(input, REFUSALS[checked.refused]);
  }
  const { certificate } = checked;
  // Who signs up has no account yet that the certificate could name.
  if (flow.designation === 'enrollment') return done({ certificate });
  return prove(input, certificate, now);
}

/** Finds whose certificate it is; two whom it could be are nobody. */
async function prove(input: Input, certificate: ClientCertificate, time: number): Promise<Step> {
  const { config, context, execution, ports, deny, done } = input;
  const exact = config.user_attribute === 'username';
  const found = await Promise.all(
    namesIn(certificate, config).map((name) => ports.users.find([config.user_attribute], name, !exact)),
  );
  const people = new Map(found.flat().map((user) => [user.pk, user]));
  const [user] = people.size === 1 ? people.values() : [];
  if (!user) return without(input, 'no_user');
  // What was proven of one person must not be joined with the certificate of another one.
  const before = context.pending_user;
  if (before && before.pk !== user.pk) return without(input, 'other_user');
  if (!user.is_active) return deny('inactive');
  const { raw: _, ...shown } = certificate;
  const patch = nowPending(context, pendingUser(user));
  const proof = { type: 'mtls', execution, time };
  const how = {
    method: context.auth_method ?? 'mtls',
    args: { ...context.auth_method_args, certificate: shown },
    backend: typeof context.user_backend === 'string' ? context.user_backend : INBUILT,
  };
  return done({ ...patch, ...nowProven(patch.proofs ?? context.proofs, proof, how) });
}

/** Proves somebody by the certificate that their browser has shown to the proxy. */
export const mutualTls = defineStageType({
  type: 'mtls',
  model: 'authentik_stages_mtls.mutualtlsstage',
  component: 'ak-stage-mtls-form',
  words: { de: german },
  title: 'Mutual TLS',
  description: 'Proves people by the certificate that their browser shows.',
  config: MutualTlsConfig,
  challenge: null,
  asks: z.strictObject({}),
  answer: z.strictObject({}),
  messages,
  uses: ['clientCertificates', 'configuration', 'users', 'events', 'clock'],
  proves: true,
  traits: ({ mode }) => (mode === 'required' ? { proves_by: 'other' } : {}),
  begin,
  answered: begin,
});
