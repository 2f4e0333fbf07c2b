import '@mantine/core/styles/Radio.css';
import '@mantine/core/styles/InlineInput.css';
import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { sentenceOf } from '../failure.tsx';
import { failureOf } from '../use-result.ts';
import { useUser } from '../user.ts';
import { CopyText } from './copy-text.tsx';
import { identifierOf } from './token-name.ts';

interface NewTokenProps {
  readonly onClose: () => void;
  readonly onMade: () => void;
  /** Identifiers that I have used already. */
  readonly taken: readonly string[];
}

const DAY = 86_400_000;
/** Days that a token can be made for. */
const LIVES = ['30', '90', '365'] as const;

/** Makes a token and shows its key, which nobody will ever see again. */
export function NewToken({ onClose, onMade, taken }: NewTokenProps) {
  const { client, text, me, left } = useUser();
  const [name, setName] = useState('');
  const [intent, setIntent] = useState<'app_password' | 'api'>('app_password');
  const [days, setDays] = useState<string>('90');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [key, setKey] = useState<string>();

  const make = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError(text('tokens.name_missing'));
    setBusy(true);
    setError(undefined);
    const result = await client.call('core_tokens_create', {
      body: {
        identifier: identifierOf(me.username, name, taken),
        intent,
        description: name.trim(),
        expiring: true,
        expires: new Date(Date.now() + Number(days) * DAY).toISOString(),
      },
    });
    setBusy(false);
    if (left(result)) return undefined;
    if (!('value' in result)) return setError(sentenceOf(failureOf(result), text));
    setKey(result.value.key ?? '');
    return onMade();
  };

  return (
    <Dialog title={text('tokens.new')} shape="box" closeLabel={text('action.close')} onClose={onClose}>
      {key === undefined ? (
        <form className="new-token" noValidate onSubmit={(event) => void make(event)}>
          <TextInput
            label={text('tokens.name')}
            description={text('tokens.name_hint')}
            value={name}
            error={error}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Radio.Group
            label={text('tokens.what_for')}
            value={intent}
            onChange={(value) => setIntent(value === 'api' ? 'api' : 'app_password')}
          >
            <Radio
              value="app_password"
              label={text('tokens.app_password')}
              description={text('tokens.app_password_hint')}
            />
            <Radio value="api" label={text('tokens.api')} description={text('tokens.api_hint')} />
          </Radio.Group>
          <NativeSelect
            label={text('tokens.life')}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
            data={LIVES.map((value) => ({ value, label: text('tokens.days', { count: value }) }))}
          />
          <div className="ask-actions">
            <Button variant="default" onClick={onClose}>
              {text('action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {text('tokens.make')}
            </Button>
          </div>
        </form>
      ) : (
        <div className="new-token">
          <p className="ask-words" role="status">
            {text('tokens.made')}
          </p>
          <CopyText value={key} label={text('tokens.key')} />
          <div className="ask-actions">
            <Button onClick={onClose}>{text('tokens.kept')}</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
