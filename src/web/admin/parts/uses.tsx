import { Skeleton } from '@mantine/core';
import { useAdmin } from '../admin.ts';
import { useLoad } from '../use-load.ts';
import type { UsedBy } from '../wire.ts';
import { UseList } from './delete-dialog.tsx';
import { TroubleMessage } from './trouble.tsx';

/** What uses an object, and what its deletion would do to that. */
export function Uses({ path }: { readonly path: string }) {
  const { client, text } = useAdmin();
  const uses = useLoad(path, () => client.get<readonly UsedBy[]>(`${path}used_by/`));
  if (uses.trouble && !uses.value)
    return <TroubleMessage trouble={uses.trouble} retry={() => void uses.reload()} />;
  if (!uses.value) return <Skeleton height="8rem" radius="md" />;
  return (
    <div className="a-card a-narrow">
      <p className="a-first">
        {uses.value.length === 0
          ? text('uses.none')
          : text('uses.some', { count: String(uses.value.length) })}
      </p>
      <UseList uses={uses.value} />
    </div>
  );
}
