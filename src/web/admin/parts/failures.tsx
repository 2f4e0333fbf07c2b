import { useAdmin } from '../admin.ts';

export interface Failure {
  readonly name: string;
  readonly path: string;
  readonly why: string;
}

/** What could not be done of many things, each with the reason. */
export function Failures({ failures }: { readonly failures: readonly Failure[] }) {
  const { text } = useAdmin();
  if (failures.length === 0) return null;
  return (
    <div className="a-error" role="alert">
      <p>{text('list.some_failed', { count: String(failures.length) })}</p>
      <ul>
        {failures.map(({ name, path, why }) => (
          <li key={path}>
            {name}: {why}
          </li>
        ))}
      </ul>
    </div>
  );
}
