import { type MailLanguage, mailLanguage } from './language.ts';
import { type MailTemplate, readTemplate } from './template.ts';
import { type MailSource, mailSources } from './templates/index.ts';

/** Mails by name, as a stage chooses them. */
export interface MailTemplates {
  list(): readonly { readonly name: string; readonly title: string }[];
  /**
   * The mail in that language, or in another one where it is not written in it. Undefined where nobody wrote it; throws a
   * `TemplateFault` where it cannot be read.
   */
  find(name: string, language: MailLanguage): { template: MailTemplate; language: MailLanguage } | undefined;
}

/** The mails of Postern and those of a house; one of the same name takes the place of Postern's. */
export function mailTemplates(own: readonly MailSource[] = []): MailTemplates {
  const byName = new Map([...mailSources, ...own].map((source) => [source.name, source]));
  const read = new Map<string, MailTemplate>();
  return {
    list: () => [...byName.values()].map(({ name, title }) => ({ name, title })),
    find(name, wanted) {
      // People also write the bare name, as in `invitation`.
      const source = byName.get(name) ?? byName.get(`email/${name}.html`);
      if (!source) return undefined;
      const language =
        source.sources[wanted] === undefined ? mailLanguage(...Object.keys(source.sources)) : wanted;
      const text = source.sources[language];
      if (text === undefined) return undefined;
      const key = `${source.name} ${language}`;
      const template = read.get(key) ?? readTemplate(text);
      read.set(key, template);
      return { template, language };
    },
  };
}
