import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { EditStage } from '../stages/edit-stage.tsx';
import { mayLeave } from '../unsaved.ts';
import type { Flow, StageBinding } from '../wire.ts';
import { StageBindingForm } from './stage-binding-form.tsx';

interface StageDialogProps {
  readonly binding: StageBinding;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** The settings of the stage itself, wherever it stands. */
export function EditStageDialog({ binding, onClose, onSaved }: StageDialogProps) {
  const { text } = useAdmin();
  return (
    <Dialog
      title={text('diagram.edit', { name: binding.stage_obj.name })}
      closeLabel={text('action.close')}
      onClose={() => {
        if (mayLeave(text('form.unsaved'))) onClose();
      }}
    >
      <EditStage stage={binding.stage_obj} onSaved={onSaved} />
    </Dialog>
  );
}

/** The place of the stage in this flow. */
export function EditBindingDialog({
  flow,
  binding,
  onClose,
  onSaved,
}: StageDialogProps & { readonly flow: Flow }) {
  const { text, say } = useAdmin();
  return (
    <Dialog
      title={text('stages.edit_binding_of', { name: binding.stage_obj.name })}
      closeLabel={text('action.close')}
      onClose={() => {
        if (mayLeave(text('form.unsaved'))) onClose();
      }}
    >
      <StageBindingForm
        flow={flow}
        binding={binding}
        submit={text('action.save')}
        onDone={() => {
          say({ words: text('action.saved') });
          onSaved();
        }}
      />
    </Dialog>
  );
}
