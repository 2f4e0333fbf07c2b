import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../core/brand/brand-of.ts';
import type { Catalogue } from '../../core/catalogue.ts';
import { pageSettings } from '../../core/directory/settings.ts';
import type { Row } from '../../core/model/model.ts';
import { type Say, type Spoken, spokenBy, spokenIn, wantsLanguage } from '../../core/words/language.ts';
import { translator } from '../../core/words/translate.ts';
import { germanOf } from './german.ts';

type Asking = Pick<FastifyRequest, 'headers' | 'actor' | 'facts'>;

/** Which language somebody is answered in, and how a text is said in it. */
export interface Speech {
  /**
   * For answers of the API: what `Accept-Language` wants; where it names none of ours, what the person has set for
   * themselves, then what the brand has. A program that sends no such header is answered in English.
   */
  forAnswers(request: Asking): Spoken;
  /** For pages: what the person has set for themselves comes first, as on all other pages. */
  forPages(request: Asking): Spoken;
  /** How a text is said in a language. In English it is said already. */
  in(language: Spoken): Say;
}

export function createSpeech(catalogue: Catalogue, brand: (host: string) => Row | undefined): Speech {
  let german: Say | undefined;
  const own = ({ actor }: Asking): Spoken | undefined => spoken(pageSettings(actor.user.attributes).language);
  const house = ({ facts }: Asking): Spoken | undefined => spoken(languageOf(brand(facts.host)));
  return {
    forAnswers(request) {
      const header = headerOf(request);
      if (!wantsLanguage(header)) return 'en';
      return spokenIn(header) ?? own(request) ?? house(request) ?? 'en';
    },
    forPages: (request) => own(request) ?? spokenIn(headerOf(request)) ?? house(request) ?? 'en',
    in(language) {
      if (language === 'en') return asItIs;
      german ??= translator(germanOf(catalogue));
      return german;
    },
  };
}

/** As it is said in English. */
export const asItIs: Say = (text) => text;

const headerOf = ({ headers }: Asking): string => headers['accept-language'] ?? '';

const spoken = (tag: string | undefined): Spoken | undefined =>
  tag === undefined ? undefined : spokenBy(tag);
