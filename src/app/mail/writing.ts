import { spanIn } from '../../core/mail/language.ts';
import type { Addressee } from '../../core/mail/posting.ts';
import { type MailValues, renderMail, renderSubject, type WrittenMail } from '../../core/mail/render.ts';
import { textOf } from '../../core/mail/template.ts';
import type { MailTemplates } from '../../core/mail/templates.ts';
import type { Row } from '../../core/model/model.ts';
import { languageOf, lookOf } from './look.ts';

/** Why no mail was written, in words for whoever runs this Postern. */
export class Unwritten extends Error {}

/** What is to be written. */
export interface Wanted {
  readonly template: string;
  /** Empty: the template's own. */
  readonly subject: string;
  readonly person: Addressee;
  /** The name under which Postern was asked; it chooses the brand. */
  readonly host: string;
  /** Postern's own address. */
  readonly origin: string;
  readonly url: string;
  readonly code?: string;
  /** Seconds. Left out: it never ends. */
  readonly lifetime?: number;
  readonly values?: MailValues;
}

/** Writes a mail; throws where the template is at fault. */
export type Writing = (wanted: Wanted) => WrittenMail;

const LONGEST_NAME = 80;

/** Names are chosen by those who bear them, and mail programs make links of whatever looks like one. */
const harmless = (name: string): string => {
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).toWellFormed()}…` : name;
  return short.replace(/https?:\/\/|www\./gi, '').replace(/(\w)\.(?=\w)/g, '$1.\u200b');
};

/** Mails by their templates, in the language of whoever reads them and with the look of the brand. */
export const createWriting =
  (deps: {
    readonly templates: Pick<MailTemplates, 'find'>;
    brand(host: string): Row | undefined;
  }): Writing =>
  ({ template, subject, person, host, origin, url, code = '', lifetime, values: more }) => {
    const brand = deps.brand(host);
    const found = deps.templates.find(template, languageOf(person.locale, brand));
    if (!found) throw new Unwritten(`There is no mail template "${template}".`);
    const look = lookOf(brand, found.language, origin);
    const values: MailValues = {
      url,
      code,
      expires: lifetime === undefined ? '' : spanIn(found.language, lifetime),
      brand: look.brand,
      origin,
      'user.name': harmless(person.name || person.username),
      'user.username': harmless(person.username),
      'user.email': person.email,
      ...more,
      ...(more?.sender === undefined ? {} : { sender: harmless(more.sender) }),
    };
    const mail = renderMail(found.template, values, look);
    return subject === '' ? mail : { ...mail, subject: renderSubject(textOf(subject), values) };
  };
