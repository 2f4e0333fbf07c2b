import type { Reply } from '../../client.ts';
import type { Key } from '../catalogue.ts';
import type { Asked } from '../use-result.ts';
import { useUser } from '../user.ts';
import { AskFirst } from './ask-first.tsx';
import { dayOf, momentOf } from './in-words.ts';
import { Part, Rows, Words } from './part.tsx';
import { RenameDevice } from './rename-device.tsx';

export type Device = Reply<'authenticators_all_list'>[number];

/** What I have beside my password: named by me, and taken away by me. */
export function Devices({ devices }: { readonly devices: Asked<readonly Device[]> }) {
  const { client, text, language, say } = useUser();
  const kindOf = ({ type, verbose_name }: Device) => {
    const kind = kinds[type];
    return kind ? text(kind) : verbose_name;
  };
  return (
    <Part title={text('devices.title')} lead={text('devices.lead')}>
      <Rows asked={devices} empty={text('devices.none')} keyOf={({ pk }) => pk}>
        {(device) => {
          const { name, pk: id } = device;
          // The usual names are those of the kinds.
          const about = [kindOf(device), device.extra_description].filter((one) => one && one !== name);
          return (
            <>
              <Words
                name={name}
                lines={[
                  ...about,
                  device.last_used
                    ? text('devices.used', { when: momentOf(device.last_used, language) })
                    : text('devices.since', { day: dayOf(device.created, language) }),
                ]}
              />
              <RenameDevice device={device} onDone={() => void devices.reload()} />
              <AskFirst
                label={text('devices.remove')}
                about={text('devices.remove_label', { name })}
                question={text('devices.remove_title', { name })}
                consequence={text('devices.remove_words')}
                confirm={text('devices.remove')}
                act={() => client.call('authenticators_all_destroy', { path: { id } })}
                done={() => {
                  say(text('devices.removed', { name }));
                  void devices.reload();
                }}
              />
            </>
          );
        }}
      </Rows>
    </Part>
  );
}

/** What people call the kinds of device; another one has its name from the server. */
const kinds: Readonly<Record<string, Key>> = {
  'authentik_stages_authenticator_duo.duodevice': 'devices.duo',
  'authentik_stages_authenticator_email.emaildevice': 'devices.email',
  'authentik_stages_authenticator_sms.smsdevice': 'devices.sms',
  'authentik_stages_authenticator_static.staticdevice': 'devices.static',
  'authentik_stages_authenticator_totp.totpdevice': 'devices.totp',
  'authentik_stages_authenticator_webauthn.webauthndevice': 'devices.webauthn',
};
