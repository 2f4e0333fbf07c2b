import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { mayLeave } from '../unsaved.ts';
import type { Flow } from '../wire.ts';
import { COPY, FLOW_TITLES } from './schema.ts';

interface DuplicateDialogProps {
  readonly flow: Pick<Flow, 'name' | 'slug'>;
  readonly onClose: () => void;
  readonly onDone: (copy: Flow) => void;
}

/** Asks what the copy of a flow shall be called. */
export function DuplicateDialog({ flow, onClose, onDone }: DuplicateDialogProps) {
  const { text } = useAdmin();
  const schema = useTitled(COPY, FLOW_TITLES);
  return (
    <Dialog
      title={`${text('flows.duplicate')}: ${flow.name}`}
      shape="box"
      closeLabel={text('action.close')}
      onClose={() => {
        if (mayLeave(text('form.unsaved'))) onClose();
      }}
    >
      <p className="a-first a-soft">{text('flows.duplicate_lead')}</p>
      <ObjectForm<Flow>
        schema={schema}
        object={{ name: `${flow.name} 2`, slug: `${flow.slug}-2` }}
        method="POST"
        path={`/flows/instances/${encodeURIComponent(flow.slug)}/duplicate/`}
        submit={text('flows.duplicate')}
        onDone={onDone}
      />
    </Dialog>
  );
}
