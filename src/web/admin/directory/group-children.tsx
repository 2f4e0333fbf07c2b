import { useAdmin } from '../admin.ts';
import type { Group } from '../wire.ts';
import { GroupTree } from './group-tree.tsx';

/** The groups below: whoever is in one of them is in this one too. */
export function GroupChildren({ group }: { readonly group: Group }) {
  const { text } = useAdmin();
  return (
    <div className="a-card">
      <p className="a-first a-soft">{text('groups.children_lead')}</p>
      <GroupTree
        label={text('groups.children')}
        empty={text('groups.no_children')}
        parent={group.pk}
        above={[group.pk]}
      />
    </div>
  );
}
