import { pageSettings } from '../../core/directory/settings.ts';
import { type MailLanguage, mailLanguage } from '../../core/mail/language.ts';
import { MAIL_COLOUR, type MailLook } from '../../core/mail/render.ts';
import { mediaAddress } from '../../core/media/address.ts';
import type { Row } from '../../core/model/model.ts';

/** The attribute of a brand that colours the buttons of its mails. */
const COLOUR = 'postern/colour';

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The language of somebody's mails: their own, else the brand's. */
export const languageOf = (locale: string, brand: Row | undefined): MailLanguage =>
  mailLanguage(locale, isRecord(brand?.attributes) ? pageSettings(brand.attributes).language : undefined);

/** How mails of a brand look, in that language. `origin` is Postern's own address. */
export function lookOf(brand: Row | undefined, language: MailLanguage, origin: string): MailLook {
  const attributes = isRecord(brand?.attributes) ? brand.attributes : {};
  const colour = attributes[COLOUR];
  const logo = mediaAddress(brand?.branding_logo);
  return {
    language,
    brand:
      typeof brand?.branding_title === 'string' && brand.branding_title !== ''
        ? brand.branding_title
        : 'Postern',
    logo: logo.startsWith('/') && !logo.startsWith('//') ? `${origin}${logo}` : logo,
    colour: typeof colour === 'string' && /^#[0-9a-f]{6}$/i.test(colour) ? colour : MAIL_COLOUR,
  };
}
