import { type ReactNode, useState } from 'react';
import { useAdmin } from '../admin.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import type { Doomed } from './delete-many-dialog.tsx';
import { TextButton } from './text-button.tsx';

interface Deletion {
  /** For the list: it is read anew when this changes. */
  readonly version: number;
  readonly again: () => void;
  /** The button in a row; `path` is the object's own below `/api/v3`. */
  readonly deleteButton: (name: string, path: string) => ReactNode;
  /** The question that the button asks, to be shown beside the list. */
  readonly deletion: ReactNode;
}

/** The deletion of one row of a list, which is read anew afterwards. */
export function useDeletion(): Deletion {
  const { text, say } = useAdmin();
  const [doomed, setDoomed] = useState<Doomed>();
  const [version, setVersion] = useState(0);
  const again = () => setVersion((before) => before + 1);
  return {
    version,
    again,
    deleteButton: (name, path) => (
      <TextButton label={text('delete.label', { name })} onClick={() => setDoomed({ name, path })}>
        {text('action.delete')}
      </TextButton>
    ),
    deletion: doomed ? (
      <DeleteDialog
        {...doomed}
        onClose={() => setDoomed(undefined)}
        onDeleted={() => {
          setDoomed(undefined);
          again();
          say({ words: text('delete.done', { name: doomed.name }) });
        }}
      />
    ) : null,
  };
}
