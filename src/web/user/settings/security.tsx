import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import type { Reply } from '../../client.ts';
import { useResult } from '../use-result.ts';
import { useUser } from '../user.ts';
import { Devices } from './devices.tsx';
import { FlowFrame } from './flow-frame.tsx';
import { Part, Rows, Words } from './part.tsx';

type Setting = Reply<'stages_all_user_settings_list'>[number];

const PASSWORD = 'ak-user-settings-password';

/** How I prove that it is me: what can be set up by a flow, each in its own words. */
export function Security() {
  const { client, text, say, left } = useUser();
  const settings = useResult(() => client.call('stages_all_user_settings_list', {}), left);
  const devices = useResult(() => client.call('authenticators_all_list', {}), left);
  const [open, setOpen] = useState<Setting>();
  const named = ({ component, title }: Setting) =>
    component === PASSWORD ? text('security.password') : title;

  const done = (setting: Setting) => {
    setOpen(undefined);
    say(text(setting.component === PASSWORD ? 'security.password_changed' : 'security.done'));
    void settings.reload();
    void devices.reload();
  };

  return (
    <div className="parts">
      <Part title={text('settings.security')} lead={text('security.lead')}>
        <Rows asked={settings} empty={text('security.none')} keyOf={({ object_uid }) => object_uid}>
          {(setting) => (
            <>
              <Words
                name={named(setting)}
                lines={[
                  text(setting.component === PASSWORD ? 'security.password_words' : 'security.other_words'),
                ]}
              />
              <Button
                variant="default"
                aria-label={
                  setting.component === PASSWORD
                    ? text('security.change_password')
                    : text('security.set_up_label', { name: setting.title })
                }
                onClick={() => setOpen(setting)}
              >
                {text(setting.component === PASSWORD ? 'security.change' : 'security.set_up')}
              </Button>
            </>
          )}
        </Rows>
        {open?.configure_url ? (
          <Dialog
            title={named(open)}
            shape="box"
            closeLabel={text('action.close')}
            onClose={() => setOpen(undefined)}
          >
            <FlowFrame address={open.configure_url} title={named(open)} onDone={() => done(open)} />
          </Dialog>
        ) : null}
      </Part>
      {/* Not before the list above has its height: it would push this one down. */}
      {settings.value || settings.failed ? <Devices devices={devices} /> : null}
    </div>
  );
}
