import { useState } from 'react';
import { Picker } from '../../../ui/form/picker.tsx';
import { useAdmin } from '../admin.ts';
import { useFormWords } from '../parts/form-words.ts';
import { useLookUp } from '../parts/look-up.ts';
import { sentenceOf } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';

/** What the application would be told of a person, when it asks for everything. */
export function ProviderPreview({ path }: { readonly path: string }) {
  const { client, text, me } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [user, setUser] = useState<string | null>(String(me.pk));
  const preview = useLoad(`${path}${user}`, () =>
    client.get<{ preview: unknown }>(`${path}preview_user/`, {
      for_user: user === null ? undefined : Number(user),
    }),
  );
  return (
    <div className="a-card a-narrow">
      <p className="a-first a-soft">{text('providers.preview_lead')}</p>
      <Picker
        refersTo="authentik_core.user"
        label={text('providers.preview_user')}
        value={user}
        onChange={setUser}
        lookUp={lookUp}
        words={words}
      />
      <div aria-live="polite" aria-busy={preview.loading}>
        {preview.trouble ? (
          <p className="a-error">{sentenceOf(preview.trouble, text)}</p>
        ) : preview.value ? (
          <pre className="a-pre">{JSON.stringify(preview.value.preview, undefined, 2)}</pre>
        ) : null}
      </div>
    </div>
  );
}
