import { Loader, MultiSelect, type OptionsFilter, Select } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Choice, FormWords, LookUp } from './words.ts';

interface PickerProps {
  /** The model whose objects can be chosen. */
  readonly refersTo: string;
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly lookUp: LookUp;
  readonly words: FormWords;
}

/** How long somebody may pause between two keys before the server is asked. */
const PAUSE = 200;

/** The choices for a search; those that are chosen are kept, so that their names do not vanish from the control. */
function useChoices(props: PickerProps, search: string, keys: readonly string[]) {
  const { refersTo, lookUp } = props;
  const [found, setFound] = useState<readonly Choice[]>([]);
  const [known, setKnown] = useState<readonly Choice[]>(() => lookUp.known?.(refersTo, keys) ?? []);
  const [waiting, setWaiting] = useState(true);
  const [failure, setFailure] = useState<string>();
  const [tries, setTries] = useState(0);
  const latest = useRef(0);
  const missing = keys.filter((key) => !known.some(({ value }) => value === key)).join(',');

  // biome-ignore lint/correctness/useExhaustiveDependencies: trying again asks the same once more
  useEffect(() => {
    const mine = ++latest.current;
    setWaiting(true);
    const timer = setTimeout(
      async () => {
        const answer = await lookUp(refersTo, { search }).catch(failureOf);
        if (mine !== latest.current) return;
        const choices = 'failure' in answer ? [] : answer;
        setFailure('failure' in answer ? answer.failure : undefined);
        setFound(choices);
        setKnown((before) => merged(before, choices));
        setWaiting(false);
      },
      search === '' ? 0 : PAUSE,
    );
    return () => {
      clearTimeout(timer);
      latest.current++;
    };
  }, [refersTo, lookUp, search, tries]);

  useEffect(() => {
    if (missing === '' || waiting) return;
    let wanted = true;
    void lookUp(refersTo, { search: '', keys: missing.split(',') })
      .catch(failureOf)
      .then((answer) => {
        if (!wanted) return;
        if ('failure' in answer) setFailure(answer.failure);
        else setKnown((before) => merged(before, answer));
      });
    return () => {
      wanted = false;
    };
  }, [refersTo, lookUp, missing, waiting]);

  const chosen = known.filter(({ value }) => keys.includes(value));
  return {
    choices: merged(found, chosen),
    waiting,
    failure,
    again: () => setTries((before) => before + 1),
  };
}

const failureOf = (error: unknown) => ({ failure: error instanceof Error ? error.message : '' });

/** Why there is nothing to choose from, with the way to ask once more. */
function Failure({
  failure,
  words,
  onAgain,
}: {
  readonly failure: string;
  readonly words: FormWords;
  readonly onAgain: () => void;
}) {
  return (
    <span className="p-not-loaded">
      {words.notLoaded}. {failure}{' '}
      <button type="button" onClick={onAgain}>
        {words.tryAgain}
      </button>
    </span>
  );
}

const merged = (one: readonly Choice[], other: readonly Choice[]): readonly Choice[] => [
  ...one,
  ...other.filter(({ value }) => !one.some((known) => known.value === value)),
];

/** The server has searched already, in more than the label. */
const everything: OptionsFilter = ({ options }) => options;

const shared = (
  { label, description, error, placeholder, required, disabled, words }: PickerProps,
  failure: string | undefined,
  onAgain: () => void,
) => {
  // Below the control for whoever is at the keyboard, and in the open list, which covers that.
  const failed =
    failure === undefined ? undefined : <Failure failure={failure} words={words} onAgain={onAgain} />;
  return {
    label,
    description,
    error: failed ?? error,
    placeholder: placeholder ?? words.choose,
    required: required ?? false,
    disabled: disabled ?? false,
    searchable: true,
    // Walking through a form by keyboard opens nothing that covers the rest of it.
    openOnFocus: false,
    nothingFoundMessage: failed ?? words.nothingFound,
    comboboxProps: { withinPortal: false },
    filter: everything,
  };
};

/** One object, found by typing a part of its name. */
export function Picker(
  props: PickerProps & { readonly value: string | null; readonly onChange: (value: string | null) => void },
) {
  const { value, onChange, words } = props;
  const [typed, setTyped] = useState('');
  const [shownLabel, setShownLabel] = useState('');
  const search = typed === shownLabel ? '' : typed;
  const { choices, waiting, failure, again } = useChoices(props, search, value === null ? [] : [value]);
  const label = choices.find((choice) => choice.value === value)?.label ?? '';
  useEffect(() => setShownLabel(label), [label]);
  return (
    <Select
      {...shared(props, failure, again)}
      data={[...choices]}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
      clearable={!props.required}
      clearButtonProps={{ 'aria-label': words.remove }}
      rightSection={waiting && search !== '' ? <Loader size="xs" /> : undefined}
    />
  );
}

/** Several objects. */
export function ManyPicker(
  props: PickerProps & {
    readonly value: readonly string[];
    readonly onChange: (value: readonly string[]) => void;
  },
) {
  const { value, onChange } = props;
  const [search, setSearch] = useState('');
  const { choices, failure, again } = useChoices(props, search, value);
  return (
    <MultiSelect
      {...shared(props, failure, again)}
      data={[...choices]}
      value={[...value]}
      onChange={onChange}
      searchValue={search}
      onSearchChange={setSearch}
      hidePickedOptions
    />
  );
}
