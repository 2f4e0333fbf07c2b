import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../core/log.ts';
import { MAIL_LANGUAGES, type MailLanguage } from '../../core/mail/language.ts';
import { readTemplate } from '../../core/mail/template.ts';
import { type MailSource, mailSources } from '../../core/mail/templates/index.ts';

/** More is no mail but a mistake. */
const LONGEST = 65_536;

/** `name.md`, or `name.de.md`; without a language it is read as English. */
const FILE = new RegExp(`^([\\w-]+)(?:\\.(${MAIL_LANGUAGES.join('|')}))?\\.md$`);

/** The mails of a folder. One that cannot be read is told now, and again when somebody is to get it. */
export function ownMailTemplates(folder: string | null, log: Log): readonly MailSource[] {
  if (folder === null) return [];
  const found = new Map<string, { title: string; sources: Partial<Record<MailLanguage, string>> }>();
  for (const file of readdirSync(folder).toSorted()) {
    const [, stem = '', language = 'en'] = FILE.exec(file) ?? [];
    if (stem === '') continue;
    const ours = mailSources.find(({ name }) => name === `email/${stem}.html`);
    const name = ours?.name ?? stem;
    const text = readFileSync(join(folder, file), 'utf8').slice(0, LONGEST);
    try {
      readTemplate(text);
    } catch (error) {
      log.error({ err: error, file }, 'a mail template cannot be read');
    }
    const known = found.get(name) ?? { title: ours?.title ?? stem, sources: {} };
    found.set(name, { ...known, sources: { ...known.sources, [language as MailLanguage]: text } });
  }
  return [...found].map(([name, rest]) => ({ name, ...rest }));
}
