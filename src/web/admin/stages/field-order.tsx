import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { moved } from '../bindings/rule.ts';
import { Link } from '../link.tsx';
import { sentenceOf, TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Prompt, Stage, Type } from '../wire.ts';
import './stages.css';

interface FieldOrderProps {
  readonly stage: Stage;
  readonly type: Type;
  /** The field of the stage that lists its prompts. */
  readonly field: string | undefined;
}

/** The fields that a stage shows, in the order in which it shows them, to be dragged. */
export function FieldOrder({ stage, type, field = '' }: FieldOrderProps) {
  const { client, text, say } = useAdmin();
  const loaded = useLoad(`${stage.pk} ${field}`, async () => {
    const whole = await client.get<Readonly<Record<string, unknown>>>(`${type.path}${stage.pk}/`);
    if ('trouble' in whole) return whole;
    const keys = Array.isArray(whole.value[field]) ? (whole.value[field] as readonly string[]) : [];
    const replies = await Promise.all(
      keys.map((key) => client.get<Prompt>(`/stages/prompt/prompts/${key}/`)),
    );
    const failed = replies.find((reply) => 'trouble' in reply);
    if (failed && 'trouble' in failed) return failed;
    return {
      value: replies
        .flatMap((reply) => ('value' in reply ? [reply.value] : []))
        .toSorted((one, other) => one.order - other.order),
    };
  });
  const [dragged, setDragged] = useState<number>();
  const [announced, setAnnounced] = useState('');
  if (!loaded.value)
    return loaded.trouble ? (
      <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
    ) : (
      <Skeleton height="14rem" radius="md" />
    );
  const prompts = loaded.value;

  const move = async (from: number, to: number) => {
    const prompt = prompts[from];
    if (!prompt || from === to || to < 0 || to >= prompts.length) return;
    loaded.suppose(prompts.toSpliced(from, 1).toSpliced(to, 0, prompt));
    for (const { pk, order } of moved(prompts, from, to)) {
      const reply = await client.send('PATCH', `/stages/prompt/prompts/${pk}/`, { order });
      if ('trouble' in reply) {
        say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
        break;
      }
    }
    await loaded.reload();
    setAnnounced(
      text('binding.moved', {
        name: prompt.label,
        place: String(to + 1),
        of: String(prompts.length),
      }),
    );
  };

  return (
    <div className="a-card a-narrow">
      <p className="a-first a-soft">
        {text(prompts.length === 0 ? 'stages.no_fields' : 'stages.fields_lead')}
      </p>
      <ol className="a-fields">
        {prompts.map((prompt, index) => (
          <li
            key={prompt.pk}
            draggable
            data-dragged={dragged === index}
            onDragStart={() => setDragged(index)}
            onDragEnd={() => setDragged(undefined)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== undefined) void move(dragged, index);
              setDragged(undefined);
            }}
          >
            <span>
              <Link to={pathOf('prompts', prompt.pk)} className="a-strong">
                {prompt.label}
              </Link>
              <span className="a-under">
                {prompt.field_key}
                <AlsoIn prompt={prompt} stage={stage} />
              </span>
            </span>
            <span className="a-arrows">
              <button
                type="button"
                className="p-icon-button"
                disabled={index === 0}
                aria-label={text('binding.up', { name: prompt.label })}
                onClick={() => void move(index, index - 1)}
              >
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <path d="M4 10l4-4 4 4" />
                </svg>
              </button>
              <button
                type="button"
                className="p-icon-button"
                disabled={index === prompts.length - 1}
                aria-label={text('binding.down', { name: prompt.label })}
                onClick={() => void move(index, index + 1)}
              >
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <path d="M4 6l4 4 4-4" />
                </svg>
              </button>
            </span>
          </li>
        ))}
      </ol>
      <p className="a-hidden" role="status">
        {announced}
      </p>
    </div>
  );
}

function AlsoIn({ prompt, stage }: { readonly prompt: Prompt; readonly stage: Stage }) {
  const { text } = useAdmin();
  const others = prompt.prompt_stages_obj.filter(({ pk }) => pk !== stage.pk).map(({ name }) => name);
  return others.length === 0 ? null : ` · ${text('stages.also_in', { stages: others.join(', ') })}`;
}
