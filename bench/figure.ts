/** One line of the table that `npm run bench` prints. */
export interface Figure {
  readonly name: string;
  /** Of the numbers, e.g. `us`, `ms`, `MB`, `1/s`. */
  readonly unit: string;
  readonly p50?: number;
  readonly p99?: number;
  /** For figures that are one number. */
  readonly value?: number;
  /** What the figure has to reach, e.g. `p50 <= 1`. */
  readonly target?: string;
  /** Whether it did; undefined where there is no target. */
  readonly met?: boolean;
  /** What it is measured beside: the name of a floor or of a peer. */
  readonly floor?: string;
}

const digits = (value: number | undefined): string => {
  if (value === undefined) return '';
  if (value === 0) return '0';
  return value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 0.1
        ? value.toFixed(2)
        : value.toFixed(3);
};

/** The figures as a table for a terminal, and for a README: it is Markdown. */
export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'p50', 'p99', 'value', 'unit', 'target', 'beside'];
  const rows = figures.map((figure) => [
    figure.name,
    digits(figure.p50),
    digits(figure.p99),
    digits(figure.value),
    figure.unit,
    [figure.target, figure.met === undefined ? undefined : figure.met ? 'met' : 'MISSED']
      .filter(Boolean)
      .join(': '),
    figure.floor ?? '',
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = (column: number) => column >= 1 && column <= 3;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (isNumber(i) ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
