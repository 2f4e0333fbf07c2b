import {
  MultiSelect,
  NativeSelect,
  NumberInput,
  PasswordInput,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { use, useMemo } from 'react';
import { CodeField } from './code-field.tsx';
import type { ControlProps } from './control-props.ts';
import { DurationField } from './duration-field.tsx';
import { ExpressionControl } from './expression-control.tsx';
import { ImageField } from './image-field.tsx';
import { localOf, momentOf } from './local-time.ts';
import { ManyPicker, Picker } from './picker.tsx';
import { Rows } from './rows.tsx';
import { SliderField } from './slider-field.tsx';
import { FormWidgets } from './widgets.ts';

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** What a choice is called: by its schema, or by the words of the page. */
const nameOf = (
  option: string,
  { name, labels }: { readonly name: string; readonly labels?: Readonly<Record<string, string>> },
  words: ControlProps['words'],
): string => labels?.[option] ?? words.option(option, name);

/** One field with its label, its help and its errors. */
export function FieldControl(props: ControlProps) {
  const { field, value, errors, words, lookUp, onChange } = props;
  const said = errors[field.name] ?? [];
  const shared = {
    label: field.title,
    description: field.description || undefined,
    required: field.required,
    error: said.length > 0 ? said.join(' ') : undefined,
  };
  switch (field.control) {
    case 'switch':
      return (
        <Switch
          label={field.title}
          description={field.description || undefined}
          error={shared.error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
      if (field.slider)
        return (
          <SliderField
            {...shared}
            range={field.slider}
            min={field.min}
            max={field.max}
            value={typeof value === 'number' ? value : null}
            onChange={onChange}
          />
        );
      return (
        <NumberInput
          {...shared}
          classNames={{ wrapper: 'p-field-short' }}
          value={typeof value === 'number' ? value : ''}
          onChange={(typed) => onChange(typed === '' ? null : Number(typed))}
          allowDecimal={false}
          {...(field.min === undefined ? {} : { min: field.min })}
          {...(field.max === undefined ? {} : { max: field.max })}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value || null)}
          data={[
            ...(field.nullable || value === null ? [{ value: '', label: words.none }] : []),
            ...field.options.map((option) => ({ value: option, label: nameOf(option, field, words) })),
          ]}
        />
      );
    case 'choices':
      return (
        <MultiSelect
          {...shared}
          data={field.options.map((option) => ({ value: option, label: nameOf(option, field, words) }))}
          value={[...listOf(value)]}
          onChange={onChange}
          searchable
          openOnFocus={false}
          hidePickedOptions
          nothingFoundMessage={words.nothingFound}
          comboboxProps={{ withinPortal: false }}
        />
      );
    case 'countries':
      return <Countries {...props} options={field.options} />;
    case 'words':
      return (
        <TagsInput
          {...shared}
          placeholder={field.numbers ? words.numbersHint : words.wordsHint}
          value={[...listOf(value)]}
          onChange={(list) => onChange(field.numbers ? list.map(numberOrText) : list)}
          splitChars={[',', ' ', ';']}
          acceptValueOnBlur
          openOnFocus={false}
          comboboxProps={{ withinPortal: false }}
        />
      );
    case 'reference':
      return (
        <Picker
          {...shared}
          refersTo={field.ref}
          value={value === null || value === undefined || value === '' ? null : String(value)}
          onChange={(key) => onChange(key !== null && field.numbers ? Number(key) : key)}
          lookUp={lookUp}
          words={words}
        />
      );
    case 'references':
      return (
        <ManyPicker
          {...shared}
          refersTo={field.ref}
          value={listOf(value)}
          onChange={(keys) => onChange(field.numbers ? keys.map(Number) : keys)}
          lookUp={lookUp}
          words={words}
        />
      );
    case 'rows':
      return <Rows {...props} fields={field.fields} Control={FieldControl} />;
    case 'custom':
      return <Custom {...props} widget={field.widget} />;
    case 'expression':
      return <ExpressionControl {...props} target={field.target} result={field.result} />;
    case 'code':
    case 'json':
      return (
        <CodeField
          language={field.control === 'json' ? 'json' : 'plain'}
          label={field.title}
          description={field.description}
          required={field.required}
          rows={field.control === 'code' ? field.rows : 6}
          value={textOf(value)}
          errors={said}
          words={words}
          onChange={onChange}
        />
      );
    case 'image':
      return (
        <ImageField {...shared} title={field.title} words={words} value={textOf(value)} onChange={onChange} />
      );
    case 'pem':
      return (
        <Textarea
          {...shared}
          classNames={{ input: 'p-pem' }}
          placeholder={words.secretHint}
          rows={6}
          spellCheck={false}
          autoComplete="off"
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'moment':
      return (
        <TextInput
          {...shared}
          type="datetime-local"
          className="p-field-moment"
          value={localOf(textOf(value) || null)}
          onChange={(event) => onChange(momentOf(event.currentTarget.value))}
        />
      );
    case 'secret':
      return (
        <PasswordInput
          {...shared}
          placeholder={words.secretHint}
          autoComplete="new-password"
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'duration':
      return <DurationField {...shared} value={textOf(value)} words={words} onChange={onChange} />;
    default:
      return (
        <TextInput
          {...shared}
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
          autoComplete="off"
        />
      );
  }
}

/** A control that whoever shows the form has brought along. */
function Custom(props: ControlProps & { readonly widget: string }) {
  const Widget = use(FormWidgets)[props.widget];
  if (!Widget) throw new Error(`There is no control for the widget ${props.widget}.`);
  return <Widget {...props} />;
}

/** Names of countries in the reader's language, found by name or code. */
function Countries({
  field,
  value,
  errors,
  words,
  options,
  onChange,
}: ControlProps & { readonly options: readonly string[] }) {
  const data = useMemo(() => {
    const names = new Intl.DisplayNames([words.language], { type: 'region' });
    return options
      .map((code) => ({ value: code, label: `${names.of(code) ?? code} (${code})` }))
      .toSorted((one, other) => one.label.localeCompare(other.label, words.language));
  }, [options, words.language]);
  return (
    <MultiSelect
      label={field.title}
      description={field.description}
      error={errors[field.name]?.join(' ')}
      data={data}
      value={[...listOf(value)]}
      onChange={onChange}
      placeholder={words.choose}
      searchable
      openOnFocus={false}
      hidePickedOptions
      nothingFoundMessage={words.nothingFound}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

/** What is no number goes to the API as it is, which says so at the field. */
const numberOrText = (text: string): number | string => {
  const number = Number(text.replace(/^AS/i, ''));
  return Number.isNaN(number) ? text : number;
};
