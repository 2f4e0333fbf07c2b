/** @jsxImportSource preact */
import { usePage } from '../../page.ts';
import { Screen } from '../../parts/screen.tsx';
import type { AuthenticatorValidateChallenge, DeviceChallenge } from '../../wire.ts';
import { useDeviceWords } from './words.ts';

interface DevicePickerProps {
  readonly challenge: AuthenticatorValidateChallenge;
  readonly devices: readonly DeviceChallenge[];
  readonly choose: (uid: string) => void;
}

/** Several devices: with which of them? */
export function DevicePicker({ challenge, devices, choose }: DevicePickerProps) {
  const { text } = usePage();
  const wordsOf = useDeviceWords();
  return (
    <Screen
      title={challenge.flow_info?.title || text('validate.title')}
      lead={text('validate.choose')}
      user={challenge}
    >
      <div class="choices">
        {devices.map((device) => {
          const { kind, name } = wordsOf(device);
          return (
            <button
              key={device.device_uid}
              type="button"
              class="button secondary choice"
              onClick={() => choose(device.device_uid)}
            >
              <span>{kind}</span>
              {name ? <span class="choice-more">{name}</span> : null}
            </button>
          );
        })}
      </div>
    </Screen>
  );
}
