import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../failure.tsx';
import type { Asked } from '../use-result.ts';
import { useUser } from '../user.ts';

interface PartProps {
  readonly title: string;
  readonly lead: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the settings: what it is, in a sentence, and then the thing itself. */
export function Part({ title, lead, actions, children }: PartProps) {
  return (
    <section className="part" aria-label={title}>
      <div className="part-head">
        <div>
          <h2>{title}</h2>
          <p>{lead}</p>
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}

interface RowsProps<T> {
  readonly asked: Asked<readonly T[]>;
  /** What to say where there is nothing. */
  readonly empty: string;
  readonly keyOf: (row: T) => string | number;
  readonly children: (row: T) => ReactNode;
}

/** The rows of a part, or why there are none. */
export function Rows<T>({ asked, empty, keyOf, children }: RowsProps<T>) {
  const { text } = useUser();
  const { value, failed } = asked;
  if (!value)
    return failed ? (
      <Failure
        text={text}
        failed={failed}
        title={text('failure.part_title')}
        retry={() => void asked.reload()}
      />
    ) : (
      <div className="rows" role="status" aria-label={text('settings.loading')}>
        <Skeleton height="4.5rem" radius="md" />
      </div>
    );
  if (value.length === 0) return <p className="part-empty">{empty}</p>;
  return (
    <ul className="rows">
      {value.map((row) => (
        <li key={keyOf(row)} className="row">
          {children(row)}
        </li>
      ))}
    </ul>
  );
}

/** A row's words: its name, and lines about it. */
export function Words({
  name,
  badge,
  lines,
}: {
  readonly name: ReactNode;
  readonly badge?: string | undefined;
  readonly lines: readonly ReactNode[];
}) {
  return (
    <div className="row-words">
      <h3>
        {name}
        {badge ? <span className="row-badge">{badge}</span> : null}
      </h3>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a row are always the same ones
        <p key={index}>{line}</p>
      ))}
    </div>
  );
}
