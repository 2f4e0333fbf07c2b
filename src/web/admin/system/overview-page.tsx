import './system.css';
import { NativeSelect } from '@mantine/core';
import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { Facts } from '../parts/facts.tsx';
import { Moment } from '../parts/moment.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { useLoad } from '../use-load.ts';
import { Hours } from './hours.tsx';
import { type Overview, STEPS, type Step, type SystemInfo } from './wire.ts';

const DAYS = ['1', '7', '30', '90'] as const;

/** Where each of the first steps is taken. */
const TAKEN: Readonly<Record<Step, string>> = {
  user: '/users/',
  application: '/applications/-/new/',
  binding: '/applications/',
  tried: '/applications/',
};

/** Dashboards > Overview: what was decided of late, what needs attention, and how this server is. */
export function OverviewPage() {
  const { client, text, path, search, go } = useAdmin();
  const asked = new URLSearchParams(search).get('days') ?? '7';
  const days = DAYS.find((one) => one === asked) ?? '7';
  const overview = useLoad<Overview>(days, () =>
    client.get<Overview>('/admin/overview/', { history_days: days }),
  );
  const system = useLoad<SystemInfo>('', () => client.get<SystemInfo>('/admin/system/'));
  if (!overview.value || !system.value)
    return <PagePending title={text('overview.title')} waits={[overview, system]} />;
  const { decisions, slow_policies, failing_policies, steps } = overview.value;
  return (
    <>
      <PageHead
        title={text('overview.title')}
        lead={text('overview.lead')}
        actions={
          <NativeSelect
            aria-label={text('overview.days')}
            value={days}
            data={DAYS.map((value) => ({
              value,
              label: value === '1' ? text('overview.one_day') : text('overview.days_count', { count: value }),
            }))}
            onChange={(event) => go(withParams(path, search, { days: event.currentTarget.value }))}
          />
        }
      />
      <div className="a-overview">
        {STEPS.every((step) => steps[step]) ? null : <FirstSteps steps={steps} />}
        <Decided {...decisions} days={Number(days)} />
        <Failing policies={failing_policies} />
        <Slow policies={slow_policies} />
        <Server info={system.value} />
      </div>
    </>
  );
}

function FirstSteps({ steps }: Pick<Overview, 'steps'>) {
  const { text } = useAdmin();
  return (
    <section className="a-card" aria-labelledby="first-steps">
      <h2 id="first-steps">{text('overview.first_steps')}</h2>
      <p className="a-soft">{text('overview.first_lead')}</p>
      <ol className="a-steps-list">
        {STEPS.map((step) => (
          <li key={step}>
            <Badge tone={steps[step] ? 'good' : 'plain'}>
              {text(steps[step] ? 'overview.done' : 'overview.todo')}
            </Badge>
            {steps[step] ? (
              text(`overview.step_${step}`)
            ) : (
              <Link to={TAKEN[step]}>{text(`overview.step_${step}`)}</Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Decided({ hours, per_second, days }: Overview['decisions'] & { readonly days: number }) {
  const { text, language } = useAdmin();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const sum = (of: 'passing' | 'failing') => hours.reduce((all, hour) => all + hour[of], 0);
  return (
    <section className="a-card" aria-labelledby="decided">
      <div className="a-beside">
        <h2 id="decided">{text('overview.decisions')}</h2>
        <Link to="/decisions/">{text('overview.all_decisions')}</Link>
      </div>
      <dl className="a-numbers">
        {(
          [
            ['overview.passed', sum('passing')],
            ['overview.refused', sum('failing')],
            ['overview.per_second', per_second],
          ] as const
        ).map(([key, value]) => (
          <div key={key}>
            <dt>{text(key)}</dt>
            <dd>{number.format(value)}</dd>
          </div>
        ))}
      </dl>
      {hours.length === 0 ? (
        <p className="a-soft">{text('overview.no_decisions')}</p>
      ) : (
        <Hours hours={hours} days={days} />
      )}
    </section>
  );
}

function Failing({ policies }: { readonly policies: Overview['failing_policies'] }) {
  const { text } = useAdmin();
  return (
    <section className="a-card" aria-labelledby="failing">
      <h2 id="failing">{text('overview.failing')}</h2>
      {policies.length === 0 ? (
        <p className="a-soft">{text('overview.none_failing')}</p>
      ) : (
        <ul className="a-steps-list">
          {policies.map(({ pk, name, faults, latest, detail }) => (
            <li key={pk}>
              <Link to={pathOf('policies', pk)}>{name}</Link>
              <span>
                {text('overview.faults', { count: String(faults) })} <Moment at={latest} />
              </span>
              <span className="a-soft">{detail}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Slow({ policies }: { readonly policies: Overview['slow_policies'] }) {
  const { text, language } = useAdmin();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const milliseconds = (value: number) => text('overview.milliseconds', { count: number.format(value) });
  return (
    <section className="a-card" aria-labelledby="slow">
      <h2 id="slow">{text('overview.slow')}</h2>
      <p className="a-soft">{text(policies.length === 0 ? 'overview.none_slow' : 'overview.slow_lead')}</p>
      {policies.length === 0 ? null : (
        <div className="a-table-frame">
          <table className="a-table">
            <thead>
              <tr>
                <th scope="col">{text('overview.policy')}</th>
                <th scope="col">{text('overview.runs')}</th>
                <th scope="col">{text('overview.average')}</th>
                <th scope="col">{text('overview.slowest')}</th>
              </tr>
            </thead>
            <tbody>
              {policies.map(({ pk, name, runs, average, slowest }) => (
                <tr key={pk}>
                  <td data-label={text('overview.policy')} className="a-variable">
                    <Link to={pathOf('policies', pk)}>{name}</Link>
                  </td>
                  <td data-label={text('overview.runs')}>{number.format(runs)}</td>
                  <td data-label={text('overview.average')}>{milliseconds(average)}</td>
                  <td data-label={text('overview.slowest')}>{milliseconds(slowest)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Server({ info }: { readonly info: SystemInfo }) {
  const { text, language } = useAdmin();
  const { runtime, base_url, started, memory, nodes, revision } = info;
  const number = new Intl.NumberFormat(language);
  return (
    <section className="a-card" aria-labelledby="server">
      <h2 id="server">{text('overview.server')}</h2>
      <Facts
        facts={[
          [text('overview.version'), `Postern ${runtime.authentik_version}`],
          [text('overview.node'), runtime.node_version],
          [text('overview.database'), runtime.database_version],
          [text('overview.platform'), `${runtime.platform}, ${runtime.architecture}`],
          [text('overview.address'), base_url === '' ? text('overview.no_address') : base_url],
          [text('overview.nodes'), number.format(nodes)],
          [text('overview.started'), <Moment key="started" at={started} />],
          [
            text('overview.memory'),
            text('overview.megabytes', { count: number.format(Math.round(memory / 1e6)) }),
          ],
          [text('overview.revision'), number.format(revision)],
        ]}
      />
    </section>
  );
}
