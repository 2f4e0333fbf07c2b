import { useMemo } from 'react';
import type { Upload } from '../../../ui/form/upload.ts';
import type { Text } from '../../../ui/texts.ts';
import type { Client } from '../client.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import type { Key } from '../texts/english.ts';

/** What is in a file, as base64. */
const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read.'));
    reader.readAsDataURL(file);
  });

/** Sends the picture of a form's field to the API. */
export const useUpload = (client: Client, text: Text<Key>): Upload =>
  useMemo(
    () => async (file) => {
      const reply = await client.send<{ readonly name: string }>('POST', '/admin/file/', {
        file: await base64Of(file),
      });
      return 'value' in reply ? { name: reply.value.name } : { refused: sentenceOf(reply.trouble, text) };
    },
    [client, text],
  );
