import { Button, Skeleton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { CodeField } from '../../../ui/form/code-field.tsx';
import { useAdmin } from '../admin.ts';
import { useFormWords } from '../parts/form-words.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import { useUnsaved } from '../unsaved.ts';
import type { Data } from './wire.ts';

interface AttributesEditorProps {
  /** The object's own path below `/api/v3`. */
  readonly path: string;
  readonly attributes: Data;
  readonly lead: string;
  readonly onSaved: () => void;
}

type Syntax = 'yaml' | 'json';
type Tools = typeof import('./attributes-text.ts');

/** The free data on a user or group, as YAML or JSON; what cannot be read is said with its line. */
export function AttributesEditor({ path, attributes, lead, onSaved }: AttributesEditorProps) {
  const { client, text, say } = useAdmin();
  const words = useFormWords();
  const [tools, setTools] = useState<Tools>();
  const [syntax, setSyntax] = useState<Syntax>('yaml');
  const [written, setWritten] = useState<string>();
  const [errors, setErrors] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const original = useRef<string>(undefined);
  useUnsaved(written !== undefined && written !== original.current && !busy);

  useEffect(() => {
    let wanted = true;
    void import('./attributes-text.ts').then((loaded) => {
      if (!wanted) return;
      setTools(loaded);
      original.current = loaded.textOf(attributes, 'yaml');
      setWritten(original.current);
    });
    return () => {
      wanted = false;
    };
  }, [attributes]);

  if (!tools || written === undefined) return <Skeleton height="20rem" radius="md" />;
  const change = (next: string) => {
    setWritten(next);
    const read = tools.read(next);
    setErrors('faults' in read ? read.faults.map((fault) => faultOf(fault)) : []);
  };
  const faultOf = ({ line, column, words: said }: { line: number; column: number; words: string }) =>
    said === '' ? text('attributes.no_object') : `Line ${line}, column ${column}: ${said}`;
  const turn = (to: Syntax) => {
    const read = tools.read(written);
    if ('faults' in read) return setErrors(read.faults.map(faultOf));
    const turned = tools.textOf(read.value, to);
    if (written === original.current) original.current = turned;
    setSyntax(to);
    setWritten(turned);
  };
  const save = async () => {
    const read = tools.read(written);
    if ('faults' in read) return setErrors(read.faults.map(faultOf));
    setBusy(true);
    const reply = await client.send('PATCH', path, { attributes: read.value });
    setBusy(false);
    if ('trouble' in reply) return setErrors([sentenceOf(reply.trouble, text)]);
    original.current = written;
    say({ words: text('action.saved') });
    onSaved();
  };

  return (
    <form
      className="a-card a-narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="a-first a-soft">{lead}</p>
      <fieldset className="a-switch">
        <legend className="a-hidden">{text('attributes.syntax')}</legend>
        {(['yaml', 'json'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={syntax === one}
            onClick={() => syntax !== one && turn(one)}
          >
            {text(`attributes.${one}`)}
          </button>
        ))}
      </fieldset>
      <CodeField
        label={text('attributes.title')}
        description={text('attributes.about')}
        required={false}
        rows={14}
        value={written}
        errors={errors}
        words={words}
        onChange={change}
      />
      <div className="a-form-actions">
        <Button type="submit" loading={busy}>
          {text('action.save')}
        </Button>
      </div>
    </form>
  );
}
