import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import { Badge } from '../parts/badge.tsx';
import { changesOf, changesSomething, faultsOf, type ImportResult } from './trial.ts';

const TONES = {
  created: 'good',
  updated: 'warning',
  deleted: 'bad',
  unchanged: 'plain',
  skipped: 'plain',
} as const;

/** What a blueprint would change, entry by entry, or why it cannot be applied. */
export function ChangeList({ result }: { readonly result: ImportResult }) {
  const { text } = useAdmin();
  const [all, setAll] = useState(false);
  if (!result.success)
    return (
      <div className="p-form-errors" role="alert">
        <p>{text('blueprints.refused')}</p>
        <ul className="a-uses">
          {faultsOf(result).map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      </div>
    );
  const changes = changesOf(result);
  const real = changes.filter(changesSomething);
  const shown = all ? changes : real;
  return (
    <div className="a-changes">
      <p className="a-first" role="status">
        {real.length === 0
          ? text('blueprints.would_not')
          : text('blueprints.would_change', { count: String(real.length), all: String(changes.length) })}
      </p>
      {shown.length > 0 ? (
        <div className="a-table-frame">
          <table className="a-table">
            <thead>
              <tr>
                <th scope="col">{text('blueprints.line')}</th>
                <th scope="col">{text('blueprints.change')}</th>
                <th scope="col">{text('blueprints.object')}</th>
                <th scope="col">{text('blueprints.fields')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((change) => (
                <tr key={`${change.entry} ${change.line} ${change.model} ${change.name}`}>
                  <td data-label={text('blueprints.line')}>{change.line}</td>
                  <td data-label={text('blueprints.change')}>
                    <Badge tone={TONES[change.action]}>{text(`blueprints.action_${change.action}`)}</Badge>
                  </td>
                  <td data-label={text('blueprints.object')}>
                    <div>
                      <span className="a-strong">{change.name ?? '–'}</span>
                      <span className="a-under">{change.model}</span>
                    </div>
                  </td>
                  <td data-label={text('blueprints.fields')}>
                    <div>{change.fields.join(', ') || '–'}</div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {changes.length > real.length ? (
        <Switch
          label={text('blueprints.show_all')}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      ) : null}
    </div>
  );
}
