import { Skeleton } from '@mantine/core';
import { useAdmin } from '../admin.ts';
import type { Type } from '../wire.ts';

interface TypeChoiceProps {
  readonly types: readonly Type[] | undefined;
  readonly onChoose: (type: Type) => void;
}

/** Every type with a sentence that says what it does and an example of when to use it. */
export function TypeChoice({ types, onChoose }: TypeChoiceProps) {
  const { text } = useAdmin();
  if (!types)
    return (
      <div role="status" aria-label={text('list.loading', { what: text('policies.types') })}>
        <Skeleton height="20rem" radius="md" />
      </div>
    );
  return (
    <ul className="a-choices">
      {types
        .filter(({ schema, path }) => schema && path)
        .map((type) => (
          <li key={type.component}>
            <button type="button" className="a-choice" onClick={() => onChoose(type)}>
              <strong>{type.name}</strong>
              <span>{type.description}</span>
              {type.example ? <em>{type.example}</em> : null}
            </button>
          </li>
        ))}
    </ul>
  );
}
