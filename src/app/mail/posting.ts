import type { EventPort } from '../../core/event/port.ts';
import { queryOf } from '../../core/flow/address.ts';
import { spanIn } from '../../core/mail/language.ts';
import type { Letter, Outbox, Posting } from '../../core/mail/posting.ts';
import { type MailValues, renderMail, renderSubject, type WrittenMail } from '../../core/mail/render.ts';
import { textOf } from '../../core/mail/template.ts';
import type { MailTemplates } from '../../core/mail/templates.ts';
import type { Row } from '../../core/model/model.ts';
import type { Clock, Random } from '../../core/ports.ts';
import { FLOW_TOKEN } from '../flows/restoring.ts';
import { languageOf, lookOf } from './look.ts';

export interface PostingDeps {
  readonly templates: MailTemplates;
  readonly outbox: Outbox;
  readonly events: EventPort;
  readonly clock: Clock;
  readonly random: Random;
  brand(host: string): Row | undefined;
  /** Postern's own address as it is configured; never what a request says of itself. Null where nobody knows it. */
  origin(host: string): string | null;
}

const LONGEST_NAME = 80;

/** Names are chosen by those who bear them, and mail programs make links of whatever looks like one. */
const harmless = (name: string): string => {
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).toWellFormed()}…` : name;
  return short.replace(/https?:\/\/|www\./gi, '').replace(/(\w)\.(?=\w)/g, '$1.\u200b');
};

/** Why no mail was written, in words for whoever runs this Postern. */
class Unwritten extends Error {}

const NO_ORIGIN =
  'An e-mail with a link could not be written: Postern does not know its own address. Set POSTERN_PUBLIC_URL to the address that people use.';

/** Writes mails by their templates, in the language of whoever reads them, and puts them into the queue. */
export function createPosting(deps: PostingDeps): Posting {
  const { templates, outbox, clock, random } = deps;

  function write(letter: Letter, url: string, origin: string): WrittenMail {
    const { person, http } = letter;
    const brand = deps.brand(http.host);
    const found = templates.find(letter.template, languageOf(person.locale, brand));
    if (!found) throw new Unwritten(`There is no mail template "${letter.template}".`);
    const look = lookOf(brand, found.language, origin);
    const values: MailValues = {
      url,
      code: letter.code ?? '',
      expires: spanIn(found.language, letter.lifetime),
      brand: look.brand,
      origin,
      'user.name': harmless(person.name || person.username),
      'user.username': harmless(person.username),
      'user.email': person.email,
      ...letter.values,
    };
    const mail = renderMail(found.template, values, look);
    return letter.subject === '' ? mail : { ...mail, subject: renderSubject(textOf(letter.subject), values) };
  }

  /** What cannot be written is a mistake in the configuration: the operator learns which. */
  function attempt(letter: Letter, url: (origin: string) => string): WrittenMail | undefined {
    try {
      const origin = deps.origin(letter.http.host);
      if (origin === null) throw new Unwritten(NO_ORIGIN);
      return write(letter, url(origin), origin);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      deps.events.emit({
        action: 'configuration_error',
        app: 'postern.mail',
        context: { message, template: letter.template, ...(letter.stage ? { stage: letter.stage } : {}) },
        http_request: letter.http,
      });
      return undefined;
    }
  }

  return {
    async post(letter) {
      const now = clock.now();
      const { link } = letter;
      const token = random.token();
      const query = link ? { ...link.query, [FLOW_TOKEN]: token } : {};
      const written = attempt(letter, (origin) => {
        if (link) return `${origin}/if/flow/${encodeURIComponent(link.slug)}/?${queryOf(query)}`;
        return letter.path === undefined ? '' : `${origin}${letter.path}`;
      });
      if (!written) return { outcome: 'unwritten' };
      const expires = now + letter.lifetime * 1_000;
      const kept = await outbox.put({
        mail: {
          pk: random.uuid(),
          message:
            letter.to === undefined
              ? null
              : { to: [letter.to], cc: letter.cc ?? [], bcc: letter.bcc ?? [], ...written },
          stage: letter.stage,
          expires,
        },
        now,
        ...(link ? { link: { token, kept: { ...link.kept, created: now, expires } } } : {}),
        limits: letter.limits ?? [],
      });
      return kept.kept ? { outcome: 'posted' } : { outcome: 'throttled', wait: kept.wait };
    },
  };
}
