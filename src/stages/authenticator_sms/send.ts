import { z } from 'zod';
import { brandOf } from '../../core/brand/brand-of.ts';
import { pageSettings } from '../../core/directory/settings.ts';
import { basicAuth, formBody } from '../../core/http/credentials.ts';
import type { HttpFacts, UserFacts } from '../../core/policy/request.ts';
import { visible } from '../../core/policy/with-expression.ts';
import type { EgressRequest, EgressResponse, Ports } from '../../core/ports.ts';
import type { AuthenticatorSmsConfig } from './schema.ts';

/** What sending a message needs of the world. */
export type Sending = Pick<Ports, 'egress' | 'sandbox' | 'configuration' | 'events' | 'clock'>;

interface Message {
  readonly config: AuthenticatorSmsConfig;
  readonly stage: { readonly pk: string; readonly name: string };
  readonly to: string;
  readonly code: string;
  readonly user: UserFacts;
  readonly request: HttpFacts;
}

const LIMIT = 65_536;
/** Milliseconds that a mapping has. */
const MAPPING_PATIENCE = 5_000;

/** In the languages that Postern speaks. */
const WORDS: Readonly<Record<string, string>> = {
  en: '{code} is your code for {product}. Do not give it to anybody.',
  de: '{code} ist Ihr Code für {product}. Geben Sie ihn niemandem weiter.',
};

function bodyOf({ code, user, request }: Message, { configuration }: Sending): string {
  const { language = 'en' } = pageSettings(user.attributes);
  const brand = brandOf(configuration.all('brands'), request.host);
  const product = String(brand?.branding_title ?? 'Postern');
  const words = WORDS[language.split('-')[0] ?? ''] ?? WORDS.en ?? '';
  return words.replace('{code}', code).replace('{product}', () => product);
}

/** Why nothing could be sent, for administrators. */
interface Wrong {
  readonly wrong: string;
}

/** The body for other services: what the mapping makes, else the three usual fields. */
async function payloadOf(message: Message, ports: Sending): Promise<Wrong | { readonly payload: unknown }> {
  const { config, stage, to, code, user, request } = message;
  const plain = { From: config.from_number, To: to, Body: bodyOf(message, ports) };
  if (config.mapping === null) return { payload: plain };
  const mapping = ports.configuration.get('property_mappings', config.mapping);
  if (!mapping) return { wrong: 'The mapping of the stage does not exist any more.' };
  const facts = {
    user,
    http_request: request,
    obj: null,
    context: {},
    debug: false,
    time: ports.clock.now(),
  };
  const seen = visible(facts);
  const said = await ports.sandbox.run(
    String(mapping.expression),
    {
      request: seen,
      extra: {
        user: seen.user,
        token: code,
        device: { phone_number: to },
        stage: { name: stage.name, from_number: config.from_number, body: plain.Body },
      },
    },
    MAPPING_PATIENCE,
  );
  if (!said.ok) return { wrong: `The mapping ${String(mapping.name)} failed: ${said.detail}` };
  return { payload: said.value ?? plain };
}

async function requestOf(message: Message, ports: Sending): Promise<Wrong | EgressRequest> {
  const { config, to } = message;
  if (config.provider === 'twilio') {
    return {
      url: `https://api.twilio.com/2010-04-01/Accounts/${encodeURIComponent(config.account_sid)}/Messages.json`,
      headers: {
        authorization: basicAuth(config.account_sid, config.auth),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: formBody({ From: config.from_number, To: to, Body: bodyOf(message, ports) }),
    };
  }
  const made = await payloadOf(message, ports);
  if ('wrong' in made) return made;
  return {
    url: config.account_sid,
    headers: {
      authorization:
        config.auth_type === 'bearer'
          ? `Bearer ${config.auth}`
          : basicAuth(config.auth, config.auth_password),
      'content-type': 'application/json',
    },
    body: JSON.stringify(made.payload),
  };
}

/** What a provider says of an error, as far as it helps an administrator; the number is not repeated. */
const Complaint = z.object({ code: z.union([z.number(), z.string()]).optional() });

function wrongWith(answer: EgressResponse): string | undefined {
  if ('refused' in answer) return `The provider was not asked: ${answer.refused}`;
  if ('failed' in answer) return `The provider did not answer: ${answer.failed}`;
  if (answer.status < 300) return undefined;
  let code: string | number | undefined;
  try {
    code = Complaint.parse(JSON.parse(answer.body)).code;
  } catch {
    code = undefined;
  }
  return code === undefined
    ? `The provider answered with status ${answer.status}.`
    : `The provider answered with status ${answer.status} and code ${code}.`;
}

/** Sends a code; false where it did not go, which administrators find in the log. */
export async function sendCode(message: Message, ports: Sending): Promise<boolean> {
  const { stage, user, request } = message;
  const asked = await requestOf(message, ports);
  const detail =
    'wrong' in asked
      ? asked.wrong
      : wrongWith(await ports.egress.request({ ...asked, method: 'POST', limit: LIMIT, redirects: 0 }));
  if (detail === undefined) return true;
  ports.events.emit({
    action: 'configuration_error',
    app: 'postern.stages',
    user,
    http_request: request,
    context: {
      message: `The stage ${stage.name} could not send a text message. ${detail}`,
      stage: { pk: stage.pk, name: stage.name },
    },
  });
  return false;
}
