import { useEffect, useState } from 'react';
import { useAdmin } from '../admin.ts';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { Moment } from '../parts/moment.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { TextButton } from '../parts/text-button.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Page } from '../wire.ts';
import type { Schedule, Task } from './wire.ts';

const TONES = {
  done: 'good',
  running: 'plain',
  queued: 'plain',
  error: 'bad',
  rejected: 'bad',
  warning: 'warning',
} as const;

const whatOf = ({ description, actor_name }: Task): string => description ?? actor_name;

/** Milliseconds. */
const REFRESH = 3_000;

type Send = (path: string, done: string) => Promise<void>;

/** System > Tasks: what is done on a schedule, and the jobs that wait or have failed. */
export function TasksPage() {
  const { client, text, say } = useAdmin();
  const [version, setVersion] = useState(0);
  // Whoever looks at what is under way wants to see it end.
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setVersion((before) => before + 1);
    }, REFRESH);
    return () => clearInterval(timer);
  }, []);

  const path = '/tasks/schedules/';
  const schedules = useLoad(`${path} ${version}`, () => client.get<Page<Schedule>>(path, { page_size: 100 }));

  const send: Send = async (path, done) => {
    const reply = await client.send('POST', path);
    if ('trouble' in reply) say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
    else {
      say({ words: done });
      setVersion((before) => before + 1);
    }
  };

  // The schedules come first: were they to come later, they would move the jobs below them.
  if (!schedules.value) return <PagePending title={text('tasks.title')} waits={[schedules]} />;
  return (
    <>
      <PageHead title={text('tasks.title')} lead={text('tasks.lead')} />
      <h2>{text('tasks.schedules')}</h2>
      <Schedules schedules={schedules.value.results} send={send} />
      <h2>{text('tasks.jobs')}</h2>
      <List<Task>
        label={text('tasks.jobs')}
        path="/tasks/tasks/"
        searchable={false}
        version={version}
        keyOf={({ message_id }) => message_id}
        empty={{ title: text('tasks.none_title'), words: text('tasks.none') }}
        columns={[
          { title: text('tasks.what'), cell: whatOf },
          {
            title: text('tasks.state'),
            cell: ({ aggregated_status: state, last_error }) => (
              <>
                <Badge tone={TONES[state]}>{text(`tasks.state_${state}`)}</Badge>
                {last_error ? <span className="a-under">{last_error}</span> : null}
              </>
            ),
          },
          { title: text('tasks.tries'), cell: ({ retries, max_attempts }) => `${retries} / ${max_attempts}` },
          { title: text('tasks.next'), cell: ({ eta }) => (eta ? <Moment at={eta} /> : null) },
          {
            title: text('column.actions'),
            // What is at work cannot be begun again before it ends.
            cell: (task) =>
              task.aggregated_status === 'running' ? null : (
                <TextButton
                  label={text('tasks.retry_label', { what: whatOf(task) })}
                  onClick={() =>
                    void send(
                      `/tasks/tasks/${task.message_id}/retry/`,
                      text('tasks.retried', { what: whatOf(task) }),
                    )
                  }
                >
                  {text('tasks.retry')}
                </TextButton>
              ),
          },
        ]}
      />
    </>
  );
}

/** All of them: they are few, and which page of the jobs is open is no matter of theirs. */
function Schedules({ schedules, send }: { readonly schedules: readonly Schedule[]; readonly send: Send }) {
  const { text } = useAdmin();
  return (
    <div className="a-table-frame">
      <table className="a-table">
        <thead>
          <tr>
            {(['what', 'last', 'state', 'next'] as const).map((column) => (
              <th key={column} scope="col">
                {text(`tasks.${column}`)}
              </th>
            ))}
            <th scope="col">{text('column.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {schedules.map(({ id, description, last_run, last_task_status: state, last_error, next_run }) => (
            <tr key={id}>
              <td data-label={text('tasks.what')}>{description}</td>
              <td data-label={text('tasks.last')}>
                {last_run ? <Moment at={last_run} /> : text('tasks.never')}
              </td>
              <td data-label={text('tasks.state')}>
                {state ? <Badge tone={TONES[state]}>{text(`tasks.state_${state}`)}</Badge> : null}
                {last_error ? <span className="a-under">{last_error}</span> : null}
              </td>
              <td data-label={text('tasks.next')}>
                <Moment at={next_run} />
              </td>
              <td data-label={text('column.actions')}>
                <TextButton
                  label={text('tasks.run_label', { what: description })}
                  onClick={() =>
                    void send(`/tasks/schedules/${id}/send/`, text('tasks.sent', { what: description }))
                  }
                >
                  {text('tasks.run')}
                </TextButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
