import './countries.css';
import { Message } from '../../../ui/kit/message.tsx';
import { withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { ListLoading } from '../parts/list.tsx';
import type { Filter } from '../parts/list-column.ts';
import { ListFilter } from '../parts/list-filter.tsx';
import { Moment } from '../parts/moment.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';

interface Country {
  readonly country: string;
  readonly counted_events: number;
  readonly unique_users: number;
  readonly latest: string;
}

/** How many events came from where, the most first; each leads to its events. */
export function Countries({ filters }: { readonly filters: readonly Filter[] }) {
  const { client, text, language, path, search, go } = useAdmin();
  const params = new URLSearchParams(search);
  const chosen = Object.fromEntries(filters.map(({ name }) => [name, params.get(name) ?? '']));
  const loaded = useLoad(JSON.stringify(chosen), () =>
    client.get<readonly Country[]>('/events/events/countries/', chosen),
  );
  const { value, trouble } = loaded;
  if (trouble && !value) return <TroubleMessage trouble={trouble} retry={() => void loaded.reload()} />;
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' });
  const number = new Intl.NumberFormat(language);
  const most = Math.max(1, ...(value ?? []).map(({ counted_events }) => counted_events));
  const nameOf = (code: string) => names.of(code) ?? code;
  return (
    <section className="a-list" aria-label={text('events.by_country')} aria-busy={loaded.loading}>
      <div className="a-tools">
        {filters.map((filter) => (
          <ListFilter
            key={filter.name}
            filter={filter}
            value={chosen[filter.name] ?? ''}
            onChange={(to) => go(withParams(path, search, { [filter.name]: to }))}
          />
        ))}
      </div>
      {value === undefined ? (
        <ListLoading label={text('list.loading', { what: text('events.by_country') })} />
      ) : value.length === 0 ? (
        <Message title={text('events.no_country_title')}>
          <p>{text('events.no_country')}</p>
        </Message>
      ) : (
        <div className="a-table-frame">
          <table className="a-table a-countries">
            <caption className="a-hidden">{text('events.by_country')}</caption>
            <thead>
              <tr>
                <th scope="col">{text('events.country')}</th>
                <th scope="col">{text('events.count')}</th>
                <th scope="col">{text('events.people')}</th>
                <th scope="col">{text('events.latest')}</th>
              </tr>
            </thead>
            <tbody>
              {value.map(({ country, counted_events, unique_users, latest }) => (
                <tr key={country}>
                  <td data-label={text('events.country')}>
                    <div>
                      <Link to={withParams(path, search, { view: '', country })} className="a-strong">
                        {nameOf(country)}
                      </Link>
                    </div>
                  </td>
                  <td data-label={text('events.count')}>
                    <div className="a-country-count">
                      <span>{number.format(counted_events)}</span>
                      <svg className="a-country-bar" aria-hidden="true">
                        <rect width={`${(100 * counted_events) / most}%`} height="100%" rx="3" />
                      </svg>
                    </div>
                  </td>
                  <td data-label={text('events.people')}>
                    <div>{number.format(unique_users)}</div>
                  </td>
                  <td data-label={text('events.latest')}>
                    <div>
                      <Moment at={latest} />
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
