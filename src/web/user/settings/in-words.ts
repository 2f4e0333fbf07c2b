import type { Text } from '../../../ui/texts.ts';
import type { Reply } from '../../client.ts';
import type { Key } from '../catalogue.ts';

type Session = Reply<'core_authenticated_sessions_list'>['results'][number];

/** "Firefox on Linux": what somebody recognises their device by. */
export function deviceOf({ user_agent }: Pick<Session, 'user_agent'>, text: Text<Key>): string {
  const known = (family: string) => (family === 'Other' ? undefined : family);
  const browser = known(user_agent.user_agent.family);
  const system = known(user_agent.os.family);
  if (browser && system) return text('sessions.browser_on', { browser, system });
  return browser ?? system ?? text('sessions.unknown_device');
}

/** Among the reader's own languages the first that the texts are in too: it knows the order of day and month. */
export const localeOf = (language: string): string =>
  navigator.languages.find((tag) => tag.startsWith(language)) ?? language;

/** A point in time for people. */
export const momentOf = (at: string, language: string): string =>
  new Date(at).toLocaleString(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' });

/** A day for people. */
export const dayOf = (at: string, language: string): string =>
  new Date(at).toLocaleDateString(localeOf(language), { dateStyle: 'long' });

/** "Berlin, Germany"; undefined where nobody knows. */
export function placeOf(place: Session['geo_ip'], language: string): string | undefined {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  const country = place?.country ? names.of(place.country) : undefined;
  return [place?.city, country].filter(Boolean).join(', ') || undefined;
}
