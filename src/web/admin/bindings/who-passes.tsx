import { Button, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import type { Decider, WhoPage, WhoPasses as WhoRow } from '../wire.ts';
import { CHECK } from './check-address.ts';
import { knowsStrangers, type Target } from './target.ts';
import { knownReason } from './trace.tsx';
import { useWho, type WhoFilter } from './use-who.ts';

interface WhoPassesProps {
  readonly target: Target;
  /** Changes where the rule may have changed. */
  readonly version: number;
}

const ANSWERS = [
  ['true', 'passing'],
  ['false', 'refused'],
  ['depends', 'depends'],
] as const;

/** Who can open this? How many pass now, who they are, and for everybody else what decided. */
export function WhoPasses({ target, version }: WhoPassesProps) {
  const { text, language } = useAdmin();
  const [passing, setPassing] = useState<WhoFilter>('');
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const who = useWho({ target: target.pk, passing, search, page }, version);
  const { value } = who;
  const number = new Intl.NumberFormat(language);
  const title = text(`who.${target.kind}`);
  if (!value)
    return (
      <section className="a-card a-who-passes" aria-label={title}>
        <h2>{title}</h2>
        {who.trouble ? (
          <TroubleMessage trouble={who.trouble} retry={() => void who.reload()} />
        ) : (
          <Skeleton height="16rem" radius="md" />
        )}
      </section>
    );
  const { count, total_pages } = value.pagination;
  return (
    <section className="a-card a-who-passes" aria-label={title} aria-busy={who.loading}>
      <h2>{title}</h2>
      <p className="a-soft">{text('who.lead', { count: number.format(value.total) })}</p>
      <Progress who={value} />
      <fieldset className="a-who-answers" aria-label={text('who.filter')}>
        {ANSWERS.map(([filter, name]) =>
          filter === 'depends' && value.depends_on.length === 0 ? null : (
            <button
              key={filter}
              type="button"
              className="a-who-answer"
              data-answer={filter}
              aria-pressed={passing === filter}
              onClick={() => {
                setPassing(passing === filter ? '' : filter);
                setPage(1);
              }}
            >
              <strong>{number.format(value.counts[name])}</strong>{' '}
              {text(value.counts[name] === 1 ? `who.${name}_one` : `who.${name}`)}
            </button>
          ),
        )}
        <TextInput
          type="search"
          aria-label={text('who.search')}
          placeholder={text('who.search')}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setPage(1);
          }}
        />
      </fieldset>
      {value.depends_on.length > 0 ? (
        <p className="a-soft">
          {text('who.depends_on', {
            names: value.depends_on.map(({ subject }) => nameOf(subject, text)).join(', '),
          })}
        </p>
      ) : null}
      {knowsStrangers(target.kind) ? (
        <p>
          {text('who.stranger')} <Answer passing={value.anonymous} />
        </p>
      ) : null}
      {value.results.length === 0 ? (
        <p className="a-who-none">{text('who.none')}</p>
      ) : (
        <div className="a-table-frame">
          <table className="a-table">
            <caption className="a-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{text('subject.user')}</th>
                <th scope="col">{text('who.answer')}</th>
                <th scope="col">{text('who.because')}</th>
                <th scope="col">{text('column.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {value.results.map((row) => (
                <Row key={row.user.pk} row={row} who={value} target={target} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total_pages > 1 ? (
        <nav className="a-pager" aria-label={text('list.pages')}>
          <p role="status">{text('list.count_many', { count: number.format(count) })}</p>
          <Button variant="default" disabled={page <= 1} onClick={() => setPage(page - 1)}>
            {text('list.previous')}
          </Button>
          <span>{text('list.page', { page: number.format(page), pages: number.format(total_pages) })}</span>
          <Button variant="default" disabled={page >= total_pages} onClick={() => setPage(page + 1)}>
            {text('list.next')}
          </Button>
        </nav>
      ) : null}
    </section>
  );
}

/** How far the judging is; nothing once everybody is judged. */
function Progress({ who: { judged, total } }: { readonly who: WhoPage }) {
  const { text, language } = useAdmin();
  if (judged >= total) return null;
  const number = new Intl.NumberFormat(language);
  const words = text('who.judged', { count: number.format(judged), total: number.format(total) });
  return (
    <p className="a-who-progress" role="status">
      <progress max={total} value={judged} aria-label={words} /> {words}
    </p>
  );
}

function Row({
  row: { user, passing, decided },
  who,
  target,
}: {
  readonly row: WhoRow;
  readonly who: WhoPage;
  readonly target: Target;
}) {
  const { text, path, search, go } = useAdmin();
  return (
    <tr>
      <td data-label={text('subject.user')}>
        <div>
          <Link to={pathOf('users', user.pk)} className="a-strong">
            {user.username}
          </Link>
          {user.name && user.name !== user.username ? <span className="a-under">{user.name}</span> : null}
        </div>
      </td>
      <td data-label={text('who.answer')}>
        <div>
          <Answer passing={passing} />
        </div>
      </td>
      <td data-label={text('who.because')}>
        <div>
          {decided.length > 0
            ? decided.map((one) => <Because key={one.binding} passing={passing} one={one} />)
            : text(`who.${who.closed ? 'closed' : 'unbound'}`)}
        </div>
      </td>
      <td data-label={text('column.actions')}>
        <span className="a-actions">
          <button
            type="button"
            className="a-text-button"
            aria-label={text('who.check_label', { name: user.username })}
            onClick={() =>
              go(withParams(path, search, { [CHECK.user]: String(user.pk), [CHECK.target]: target.pk }), {
                replace: true,
              })
            }
          >
            {text('check.run')}
          </button>
        </span>
      </td>
    </tr>
  );
}

function Answer({ passing }: { readonly passing: boolean | null }) {
  const { text } = useAdmin();
  if (passing === null) return <Badge tone="warning">{text('verdict.depends')}</Badge>;
  return <Badge tone={passing ? 'good' : 'bad'}>{text(passing ? 'verdict.pass' : 'verdict.fail')}</Badge>;
}

/** What one may not view has neither name nor key: its kind stands for it. */
const nameOf = ({ kind, pk, label }: Decider['subject'], text: ReturnType<typeof useAdmin>['text']): string =>
  label || String(pk ?? (kind === 'none' ? '' : text(`subject.${kind}`)));

/** What decided, in one short sentence for each binding that did. */
function Because({ passing, one }: { readonly passing: boolean | null; readonly one: Decider }) {
  const { text } = useAdmin();
  const { subject, why, negated, messages } = one;
  const name = nameOf(subject, text);
  const said = messages.length > 0 && subject.kind === 'policy' ? ` “${messages.join(' ')}”` : '';
  return (
    <p className="a-because">
      {why === 'policy'
        ? text(passing === negated ? 'because.policy_fails' : 'because.policy_passes', { name })
        : text(why === 'depends' ? 'because.depends' : `because.${knownReason(why)}`, { name })}
      {said}
    </p>
  );
}
