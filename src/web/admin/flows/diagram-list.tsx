import { useAdmin } from '../admin.ts';
import { TextButton } from '../parts/text-button.tsx';
import type { DiagramNode } from '../wire.ts';
import type { stagesOf } from './drawing.ts';
import { ruleWords } from './rule-words.ts';

interface DiagramListProps {
  readonly stages: ReturnType<typeof stagesOf>;
  readonly onOpen: (node: DiagramNode) => void;
  readonly onAdd: (index: number) => void;
  readonly onMove: (from: number, to: number) => void;
}

/** What the drawing shows, as an ordered list: everything that can be done there can be done here by keyboard. */
export function DiagramList({ stages, onOpen, onAdd, onMove }: DiagramListProps) {
  const { text } = useAdmin();
  return (
    <details className="a-diagram-list">
      <summary>{text('diagram.as_list')}</summary>
      <ol>
        {stages.map(({ stage, gate }, index) => (
          <li key={stage.id}>
            <span>
              <strong>{stage.name}</strong> <span className="a-soft">{stage.verbose_name}</span>
              <span className="a-under">
                {ruleWords(gate?.gate ?? null, text)}
                {gate?.judged ? `, ${text(`diagram.judged_${gate.judged}`)}` : ''}
              </span>
            </span>
            <span className="a-actions">
              <TextButton label={text('diagram.edit', { name: stage.name })} onClick={() => onOpen(stage)}>
                {text('action.edit')}
              </TextButton>
              <button
                type="button"
                className="a-text-button"
                disabled={index === 0}
                aria-label={text('binding.up', { name: stage.name })}
                onClick={() => onMove(index, index - 1)}
              >
                ↑
              </button>
              <button
                type="button"
                className="a-text-button"
                disabled={index === stages.length - 1}
                aria-label={text('binding.down', { name: stage.name })}
                onClick={() => onMove(index, index + 1)}
              >
                ↓
              </button>
              <TextButton label={text('diagram.add_here', { name: stage.name })} onClick={() => onAdd(index)}>
                +
              </TextButton>
            </span>
          </li>
        ))}
      </ol>
      <button type="button" className="a-text-button" onClick={() => onAdd(stages.length)}>
        {text(stages.length === 0 ? 'diagram.add_first' : 'diagram.add_last')}
      </button>
    </details>
  );
}
