import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { mayLeave } from '../unsaved.ts';
import { ObjectForm } from './object-form.tsx';

interface EditDialogProps {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly object: object;
  readonly path: string;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Changes one object beside its page; what was typed is not thrown away without a question. */
export function EditDialog({ name, schema, object, path, onClose, onSaved }: EditDialogProps) {
  const { text } = useAdmin();
  return (
    <Dialog
      title={text('users.edit', { name })}
      closeLabel={text('action.close')}
      onClose={() => mayLeave(text('form.unsaved')) && onClose()}
    >
      <ObjectForm
        schema={schema}
        object={{ ...object }}
        method="PATCH"
        path={path}
        submit={text('action.save')}
        onDone={onSaved}
      />
    </Dialog>
  );
}
