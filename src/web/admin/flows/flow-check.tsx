import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BINDING } from '../bindings/check-address.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { isKey } from '../texts/spoken.ts';
import type { Finding } from '../wire.ts';
import './flows.css';

const TONES = { error: 'bad', warning: 'warning', hint: 'plain' } as const;

/** What is wrong with a flow and how to mend it; a finding that has no words here says those of the server. */
export function FlowCheck({
  slug,
  findings,
}: {
  readonly slug: string;
  readonly findings: readonly Finding[];
}) {
  const { text } = useAdmin();
  return (
    <section className="a-check" aria-label={text('check.mistakes')}>
      <ul>
        {findings.map(({ level, code, message, names, stage_binding }) => {
          const key = `check.${code}`;
          return (
            <li key={`${code} ${stage_binding} ${Object.values(names).join(' ')}`} data-level={level}>
              <Badge tone={TONES[level]}>{text(`check.level_${level}`)}</Badge>
              <span>
                {isKey(key) ? text(key, names) : message}{' '}
                {stage_binding === null ? null : (
                  <Link to={withParams(pathOf('flows', slug, 'stages'), '', { [BINDING]: stage_binding })}>
                    {text('check.go')}
                  </Link>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
