/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { focusForWork } from '../../focus.ts';
import { usePage } from '../../page.ts';
import { Screen } from '../../parts/screen.tsx';
import type { AuthenticatorValidateChallenge } from '../../wire.ts';
import { DevicePicker } from './device-picker.tsx';
import { proofs } from './proofs.ts';
import { SetUpPicker } from './set-up-picker.tsx';

/** A second factor: the device used last, or the one that is chosen among several. */
export function AuthenticatorValidate({ challenge }: { readonly challenge: AuthenticatorValidateChallenge }) {
  const { text } = usePage();
  const devices = (challenge.device_challenges ?? []).filter(({ device_class }) =>
    Object.hasOwn(proofs, device_class),
  );
  const [first] = devices;
  const begun = challenge.selected_device_uid ?? undefined;
  // Where none was used yet, it is for the person to say which is at hand.
  const usual = devices.length === 1 || first?.last_used ? first?.device_uid : undefined;
  const [chosen, setChosen] = useState<string | undefined>(begun ?? usual);
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef(chosen);

  useEffect(() => {
    // The page itself looks after the focus when it draws the step.
    if (drawn.current !== chosen && place.current) focusForWork(place.current);
    drawn.current = chosen;
  }, [chosen]);

  if ((challenge.configuration_stages ?? []).length > 0) return <SetUpPicker challenge={challenge} />;
  if (!first) return <Screen title={text('validate.title')} lead="" errors={[text('validate.none')]} />;
  const device = devices.find(({ device_uid }) => device_uid === chosen);
  const Proof = device && proofs[device.device_class];
  return (
    <div ref={place}>
      {Proof ? (
        <Proof
          key={device.device_uid}
          challenge={challenge}
          device={device}
          begun={device.device_uid === begun}
          ways={
            devices.length > 1 ? (
              <div class="ways">
                <button type="button" class="quiet" onClick={() => setChosen(undefined)}>
                  {text('validate.other')}
                </button>
              </div>
            ) : null
          }
        />
      ) : (
        <DevicePicker challenge={challenge} devices={devices} choose={setChosen} />
      )}
    </div>
  );
}
