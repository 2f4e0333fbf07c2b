import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import type { Hour } from './wire.ts';

const WIDTH = 960;
const HEIGHT = 120;

/** What was decided, a column for each hour: those let in below, those refused above; and the same as a table. */
export function Hours({ hours, days }: { readonly hours: readonly Hour[]; readonly days: number }) {
  const { text, language } = useAdmin();
  const count = days * 24;
  const first = Math.floor(Date.now() / 3_600_000) - count + 1;
  const most = Math.max(1, ...hours.map(({ passing, failing }) => passing + failing));
  const step = WIDTH / count;
  const high = (value: number) => (value / most) * HEIGHT;
  const said = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const sum = (of: 'passing' | 'failing') => String(hours.reduce((all, hour) => all + hour[of], 0));
  return (
    <>
      <svg
        className="a-hours"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text('overview.chart', { passed: sum('passing'), refused: sum('failing') })}
      >
        {hours.map(({ time, passing, failing }) => {
          const x = (Math.floor(Date.parse(time) / 3_600_000) - first) * step;
          const width = Math.max(1, step * 0.8);
          return (
            <g key={time}>
              <title>
                {text('overview.hour', {
                  time: said.format(new Date(time)),
                  passed: String(passing),
                  refused: String(failing),
                })}
              </title>
              <rect
                className="a-hours-passed"
                {...{ x, width }}
                y={HEIGHT - high(passing)}
                height={high(passing)}
              />
              <rect
                className="a-hours-refused"
                {...{ x, width }}
                y={HEIGHT - high(passing + failing)}
                height={high(failing)}
              />
            </g>
          );
        })}
      </svg>
      <HoursTable hours={hours} said={said} />
    </>
  );
}

/** The numbers of each hour in words: they can be many, so they are written when somebody wants them. */
function HoursTable({
  hours,
  said,
}: {
  readonly hours: readonly Hour[];
  readonly said: Intl.DateTimeFormat;
}) {
  const { text } = useAdmin();
  const [open, setOpen] = useState(false);
  return (
    <details className="a-hours-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text('overview.as_table')}</summary>
      {open ? (
        <div className="a-table-frame">
          <table className="a-table">
            <thead>
              <tr>
                <th scope="col">{text('overview.time')}</th>
                <th scope="col">{text('overview.passed')}</th>
                <th scope="col">{text('overview.refused')}</th>
              </tr>
            </thead>
            <tbody>
              {hours.map(({ time, passing, failing }) => (
                <tr key={time}>
                  <td data-label={text('overview.time')}>{said.format(new Date(time))}</td>
                  <td data-label={text('overview.passed')}>{passing}</td>
                  <td data-label={text('overview.refused')}>{failing}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </details>
  );
}
