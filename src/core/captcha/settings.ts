import { z } from 'zod';
import { isScriptAddress } from './scripts.ts';

/** How a provider of captchas is shown and asked; the identification stage reads the same of a stage that it embeds. */
export const captchaFields = {
  public_key: z.string().min(1).max(1_024).meta({
    title: 'Public key',
    description: 'The site key, from the provider. Everybody can read it.',
  }),
  private_key: z.string().min(1).max(1_024).meta({
    title: 'Private key',
    description: 'The secret key, from the provider.',
    secret: true,
    widget: 'secret',
  }),
  js_url: z
    .string()
    .max(2_048)
    .refine(isScriptAddress, 'Write an address that begins with https:// and names a host.')
    .default('https://www.recaptcha.net/recaptcha/api.js')
    .meta({
      title: 'JS URL',
      description: 'The script of the widget. The pages of flows with this stage may load from its origin.',
    }),
  api_url: z
    .url({ protocol: /^https?$/, message: 'Write an address that begins with https://.' })
    .max(2_048)
    .default('https://www.recaptcha.net/recaptcha/api/siteverify')
    .meta({ title: 'API URL', description: 'Where this server asks whether an answer is right.' }),
  request_content_type: z
    .enum(['application/x-www-form-urlencoded', 'application/json'])
    .default('application/x-www-form-urlencoded')
    .meta({ title: 'Request content type', description: 'How the API wants to be asked.' }),
  interactive: z.boolean().default(false).meta({
    title: 'Interactive',
    description: 'The person sees and solves something; else the widget decides unseen.',
  }),
  score_min_threshold: z.number().default(0.5).meta({
    title: 'Lowest score',
    description: 'A lower one is refused, where the provider gives scores; -1: none is too low.',
  }),
  score_max_threshold: z.number().default(1).meta({
    title: 'Highest score',
    description: 'A higher one is refused, where the provider gives scores; -1: none is too high.',
  }),
  error_on_invalid_score: z.boolean().default(true).meta({
    title: 'Error on an invalid answer',
    description:
      'Whoever fails is asked again. Where this is off everybody goes on, and policies judge what the provider said (captcha in the context of the flow).',
  }),
};

/** The settings of a stored captcha stage, whatever else its row holds. */
export const CaptchaSettings = z.object(captchaFields);
export type CaptchaSettings = z.output<typeof CaptchaSettings>;

/** Keys in the context of a flow by which policies choose other keys than the stage's own. */
const SITE_KEY = ['postern/stages/captcha/site_key', 'goauthentik.io/stages/captcha/site_key'];
const PRIVATE_KEY = ['postern/stages/captcha/private_key', 'goauthentik.io/stages/captcha/private_key'];

const chosen = (context: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined =>
  names.map((name) => context[name]).find((value) => typeof value === 'string' && value !== '') as
    | string
    | undefined;

/** The settings with the keys that policies of this run chose. */
export const withChosenKeys = (
  settings: CaptchaSettings,
  context: Readonly<Record<string, unknown>>,
): CaptchaSettings => ({
  ...settings,
  public_key: chosen(context, SITE_KEY) ?? settings.public_key,
  private_key: chosen(context, PRIVATE_KEY) ?? settings.private_key,
});

/** What the page is told of the widget. */
export const widgetOf = ({ public_key, js_url, interactive }: CaptchaSettings) => ({
  site_key: public_key,
  js_url,
  interactive,
});

export const Widget = z.strictObject({ site_key: z.string(), js_url: z.string(), interactive: z.boolean() });
