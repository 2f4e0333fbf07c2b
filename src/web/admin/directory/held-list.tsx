import { type ReactNode, useId, useState } from 'react';
import { useAdmin } from '../admin.ts';
import type { Reply } from '../client.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { TextButton } from '../parts/text-button.tsx';
import type { Named } from '../wire.ts';
import type { Held } from './wire.ts';

interface HeldListProps {
  readonly title: string;
  readonly lead: string;
  readonly empty: string;
  readonly held: readonly Held[];
  readonly to: (key: string) => string;
  /** Those that give superuser privileges. */
  readonly marks?: readonly string[];
  readonly action: ReactNode;
  readonly onRemove: (key: string) => Promise<Reply<unknown>>;
  readonly onChanged: () => void;
}

/** Groups or roles that somebody has: directly, or through which groups. Only what is direct can be taken away here. */
export function HeldList(props: HeldListProps) {
  const { title, lead, empty, held, to, marks = [], action, onRemove, onChanged } = props;
  const { text } = useAdmin();
  const [leaving, setLeaving] = useState<Held>();
  const heading = useId();
  return (
    <section className="a-short" aria-labelledby={heading}>
      <div className="a-short-head">
        <h2 id={heading}>{title}</h2>
        {action}
      </div>
      <p className="a-soft a-short-lead">{lead}</p>
      {held.length === 0 ? (
        <p className="a-card a-first">{empty}</p>
      ) : (
        <div className="a-table-frame">
          <table className="a-table">
            <thead>
              <tr>
                <th scope="col">{text('column.name')}</th>
                <th scope="col">{text('held.how')}</th>
                <th scope="col">{text('column.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {held.map((one) => (
                <tr key={one.pk}>
                  <td data-label={text('column.name')}>
                    <div className="a-badges">
                      <Link to={to(one.pk)} className="a-strong">
                        {one.name}
                      </Link>
                      {marks.includes(one.pk) ? (
                        <Badge tone="warning">{text('users.superuser')}</Badge>
                      ) : null}
                    </div>
                  </td>
                  <td data-label={text('held.how')}>
                    <div>
                      {one.direct ? <Badge tone="good">{text('held.direct')}</Badge> : null}
                      {!one.direct && one.through.length === 0 ? text('held.above') : null}
                      {one.through.map((way) => (
                        <span key={way.map(({ pk }) => pk).join(' ')} className="a-route">
                          {text('held.through', { way: wayOf(way) || text('held.hidden') })}
                        </span>
                      ))}
                    </div>
                  </td>
                  <td data-label={text('column.actions')}>
                    <div>
                      {one.direct ? (
                        <TextButton
                          label={text('held.remove_label', { name: one.name })}
                          onClick={() => setLeaving(one)}
                        >
                          {text('held.remove')}
                        </TextButton>
                      ) : (
                        '–'
                      )}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {leaving ? (
        <ConfirmDialog
          title={text('held.remove_label', { name: leaving.name })}
          confirm={text('held.remove')}
          danger
          run={() => onRemove(leaving.pk)}
          onClose={() => setLeaving(undefined)}
          onDone={() => {
            setLeaving(undefined);
            onChanged();
          }}
        >
          <p className="a-first">{text('held.remove_words')}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
}

const wayOf = (way: readonly Named[]): string => way.map(({ name }) => name).join(' → ');
