/** The languages that mails are written in. */
export const MAIL_LANGUAGES = ['en', 'de'] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** The first language of the tags given that mails are written in; English where there is none. */
export function mailLanguage(...tags: readonly unknown[]): MailLanguage {
  for (const tag of tags) {
    const language = typeof tag === 'string' ? tag.toLowerCase().split(/[-_]/)[0] : '';
    const found = MAIL_LANGUAGES.find((one) => one === language);
    if (found) return found;
  }
  return 'en';
}

const UNITS = [
  { seconds: 86_400, en: ['day', 'days'], de: ['Tag', 'Tage'] },
  { seconds: 3_600, en: ['hour', 'hours'], de: ['Stunde', 'Stunden'] },
  { seconds: 60, en: ['minute', 'minutes'], de: ['Minute', 'Minuten'] },
  { seconds: 1, en: ['second', 'seconds'], de: ['Sekunde', 'Sekunden'] },
] as const;

/** A time span as people say it: `30 minutes`. Rounded down to its greatest unit, for nothing may last less than said. */
export function spanIn(language: MailLanguage, seconds: number): string {
  const unit = UNITS.find((one) => seconds >= one.seconds) ?? UNITS[3];
  const count = Math.max(1, Math.floor(seconds / unit.seconds));
  // 90 minutes are not "1 hour".
  const finer = UNITS[UNITS.indexOf(unit) + 1];
  if (finer && count === 1 && seconds >= unit.seconds + finer.seconds) {
    const fine = Math.floor(seconds / finer.seconds);
    return `${fine} ${finer[language][1]}`;
  }
  return `${count} ${unit[language][count === 1 ? 0 : 1]}`;
}
