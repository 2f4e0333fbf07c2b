import { Skeleton } from '@mantine/core';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { EditStage } from '../stages/edit-stage.tsx';
import { mayLeave } from '../unsaved.ts';
import { useLoad } from '../use-load.ts';
import type { DiagramNode, Flow, StageBinding } from '../wire.ts';
import { StageBindingForm } from './stage-binding-form.tsx';

interface DiagramPanelProps {
  readonly flow: Flow;
  readonly node: DiagramNode;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Beside the drawing: what is behind the place that was clicked, to be changed there. */
export function DiagramPanel({ flow, node, onClose, onChanged }: DiagramPanelProps) {
  const { text } = useAdmin();
  const name = node.stage_binding === null ? flow.name : node.name;
  return (
    <Dialog
      title={text(node.kind === 'gate' ? 'diagram.edit_rule' : 'diagram.edit', { name })}
      shape="wide"
      closeLabel={text('action.close')}
      onClose={() => {
        if (!mayLeave(text('form.unsaved'))) return;
        // Bindings are changed in place, so only now is it known that all is done.
        onChanged();
        onClose();
      }}
    >
      {node.stage_binding === null ? (
        <BindingsTable
          target={{
            kind: 'flow',
            pk: flow.pk,
            name: flow.name,
            mode: flow.policy_engine_mode,
            path: `/flows/instances/${encodeURIComponent(flow.slug)}/`,
            when_unbound: 'pass',
          }}
          checkable={false}
        />
      ) : (
        <StagePanel flow={flow} pk={node.stage_binding} rule={node.kind === 'gate'} onChanged={onChanged} />
      )}
    </Dialog>
  );
}

interface StagePanelProps {
  readonly flow: Flow;
  readonly pk: string;
  /** Whether its conditions were clicked, and not the stage. */
  readonly rule: boolean;
  readonly onChanged: () => void;
}

function StagePanel({ flow, pk, rule, onChanged }: StagePanelProps) {
  const { client, text, say } = useAdmin();
  const path = `/flows/bindings/${pk}/`;
  const loaded = useLoad(path, () => client.get<StageBinding>(path));
  if (!loaded.value)
    return loaded.trouble ? (
      <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
    ) : (
      <Skeleton height="20rem" radius="md" />
    );
  const binding = loaded.value;
  const bindings = (
    <BindingsTable
      target={{
        kind: 'stage_binding',
        pk,
        name: binding.stage_obj.name,
        mode: binding.policy_engine_mode,
        path,
        when_unbound: 'pass',
      }}
      checkable={false}
    />
  );
  if (rule) return bindings;
  return (
    <div className="a-panel">
      <section aria-label={text('diagram.panel_stage')}>
        <h3>{text('diagram.panel_stage')}</h3>
        <EditStage stage={binding.stage_obj} onSaved={onChanged} />
      </section>
      <section aria-label={text('diagram.panel_binding')}>
        <h3>{text('diagram.panel_binding')}</h3>
        <StageBindingForm
          key={`${binding.order} ${binding.pk}`}
          flow={flow}
          binding={binding}
          submit={text('action.save')}
          onDone={() => {
            say({ words: text('action.saved') });
            void loaded.reload();
            onChanged();
          }}
        />
      </section>
      <section aria-label={text('diagram.panel_rule')}>
        <h3>{text('diagram.panel_rule')}</h3>
        {bindings}
      </section>
    </div>
  );
}
