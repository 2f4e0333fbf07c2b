import { useAdmin } from '../admin.ts';
import type { Hour } from './wire.ts';

const WIDTH = 960;
const HEIGHT = 120;

/** What was decided, a column for each hour: those let in below, those refused above. Each column says its numbers. */
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
  );
}
