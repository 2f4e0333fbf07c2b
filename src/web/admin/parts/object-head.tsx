import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useAdmin } from '../admin.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { PageHead } from './page-head.tsx';
import { type Tab, Tabs } from './tabs.tsx';

interface ObjectHeadProps {
  readonly name: string;
  readonly lead: ReactNode;
  /** The list that the object belongs to; whoever deletes the object lands there. */
  readonly above: { readonly label: string; readonly to: string };
  /** The object's own path below `/api/v3`. */
  readonly path: string;
  /** What can be done with it, deletion aside. */
  readonly actions?: ReactNode;
  readonly tabs?: readonly Tab[];
}

/** The head of an object's page: its name, what can be done with it, its tabs, and the question before it is deleted. */
export function ObjectHead({ name, lead, above, path, actions, tabs }: ObjectHeadProps) {
  const { text, go, say } = useAdmin();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <PageHead
        title={name}
        lead={lead}
        above={above}
        actions={
          <>
            {actions}
            <Button variant="default" className="a-dangerous" onClick={() => setDeleting(true)}>
              {text('action.delete')}
            </Button>
          </>
        }
      />
      {tabs ? <Tabs label={name} tabs={tabs} /> : null}
      {deleting ? (
        <DeleteDialog
          name={name}
          path={path}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            go(above.to);
            say({ words: text('delete.done', { name }) });
          }}
        />
      ) : null}
    </>
  );
}
