import { useAdmin } from '../admin.ts';

/** A point in time, in the reader's language and time zone. */
export function Moment({ at }: { readonly at: string }) {
  const { language } = useAdmin();
  // Among the reader's own languages the first that the texts are in too: it knows the order of day and month.
  const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
  const date = new Date(at);
  return (
    <time dateTime={at} title={date.toISOString()}>
      {new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date)}
    </time>
  );
}
