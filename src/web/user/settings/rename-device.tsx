import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { sentenceOf } from '../failure.tsx';
import { failureOf } from '../use-result.ts';
import { useUser } from '../user.ts';
import type { Device } from './devices.tsx';

interface RenameDeviceProps {
  readonly device: Device;
  readonly onDone: () => void;
}

/** A button that gives a device another name. */
export function RenameDevice({ device, onDone }: RenameDeviceProps) {
  const { client, text, left } = useUser();
  const [name, setName] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const close = () => {
    setName(undefined);
    setError(undefined);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = name?.trim() ?? '';
    if (wanted === '') return setError(text('devices.name_missing'));
    setBusy(true);
    const result = await client.call('authenticators_all_partial_update', {
      path: { id: device.pk },
      body: { name: wanted },
    });
    setBusy(false);
    if (left(result)) return undefined;
    if (!('value' in result)) return setError(sentenceOf(failureOf(result), text));
    close();
    return onDone();
  };
  return (
    <>
      <Button
        variant="default"
        aria-label={text('devices.rename_label', { name: device.name })}
        onClick={() => setName(device.name)}
      >
        {text('devices.rename')}
      </Button>
      {name === undefined ? null : (
        <Dialog
          title={text('devices.rename_label', { name: device.name })}
          shape="box"
          closeLabel={text('action.close')}
          onClose={close}
        >
          <form noValidate onSubmit={(event) => void save(event)}>
            <TextInput
              label={text('devices.name')}
              value={name}
              error={error}
              maxLength={64}
              autoComplete="off"
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <div className="ask-actions">
              <Button variant="default" onClick={close}>
                {text('action.cancel')}
              </Button>
              <Button type="submit" loading={busy}>
                {text('devices.save')}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
