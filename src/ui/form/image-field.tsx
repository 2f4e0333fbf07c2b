import { Button, TextInput } from '@mantine/core';
import { type ReactNode, use, useRef, useState } from 'react';
import { mediaAddress } from '../../core/media/address.ts';
import { Picture } from '../kit/picture.tsx';
import { UploadContext } from './upload.ts';
import type { FormWords } from './words.ts';

interface ImageFieldProps {
  readonly title: string;
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly required: boolean;
  readonly error?: string | undefined;
  readonly value: string;
  readonly words: FormWords;
  readonly onChange: (value: string) => void;
}

/** A picture by its address, or from a file of one's own; how it looks stands beside it. */
export function ImageField({ title, value, error, words, onChange, ...shared }: ImageFieldProps) {
  const upload = use(UploadContext);
  const chooser = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);

  const send = async (file: File | undefined) => {
    if (!file || !upload) return;
    setBusy(true);
    const answer = await upload(file);
    setBusy(false);
    if ('name' in answer) {
      setRefused('');
      onChange(answer.name);
    } else setRefused(answer.refused);
  };

  return (
    <div className="p-image-field">
      <Picture key={value} name={title} src={mediaAddress(value)} shape="tile" />
      <TextInput
        {...shared}
        className="p-image-address"
        placeholder={words.imageHint}
        error={error ?? (refused || undefined)}
        value={value}
        onChange={(event) => {
          setRefused('');
          onChange(event.currentTarget.value);
        }}
        autoComplete="off"
      />
      {upload ? (
        <>
          <Button
            variant="default"
            className="p-image-upload"
            loading={busy}
            aria-label={`${words.upload}: ${title}`}
            onClick={() => chooser.current?.click()}
          >
            {words.upload}
          </Button>
          <input
            ref={chooser}
            type="file"
            hidden
            aria-label={`${words.upload}: ${title}`}
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => {
              void send(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        </>
      ) : null}
    </div>
  );
}
