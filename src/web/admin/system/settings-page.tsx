import './system.css';
import { Switch } from '@mantine/core';
import type { JsonSchema } from '../../../ui/form/fields.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { sentenceOf } from '../parts/trouble.tsx';
import type { Key } from '../texts/english.ts';
import { useLoad } from '../use-load.ts';
import type { Settings } from './wire.ts';

const PATH = '/admin/settings/';

const RETENTION = {
  type: 'object',
  required: ['event_retention'],
  properties: { event_retention: { type: 'string' } },
} as const satisfies JsonSchema;

const TITLES: Readonly<Record<string, Key>> = {
  event_retention: 'settings.retention',
  event_retention_about: 'settings.retention_about',
};

/** System > Settings: what counts for all of Postern while it runs, and what was set where it was started. */
export function SettingsPage() {
  const { client, text, say } = useAdmin();
  const schema = useTitled(RETENTION, TITLES);
  const loaded = useLoad<Settings>(PATH, () => client.get<Settings>(PATH));
  const settings = loaded.value;
  if (!settings) return <PagePending title={text('settings.title')} waits={[loaded]} />;

  const open = async (wanted: boolean) => {
    const reply = await client.send<Settings>('PATCH', PATH, { flags: { core_default_app_access: wanted } });
    if ('value' in reply) {
      loaded.suppose(reply.value);
      say({ words: text('settings.saved') });
    } else say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
  };
  const shown = (value: unknown) =>
    typeof value === 'boolean' ? text(value ? 'settings.value_yes' : 'settings.value_no') : String(value);

  return (
    <>
      <PageHead title={text('settings.title')} lead={text('settings.lead')} />
      <div className="a-overview">
        <div className="a-card a-narrow">
          <ObjectForm<Settings>
            schema={schema}
            object={{ event_retention: settings.event_retention }}
            method="PATCH"
            path={PATH}
            submit={text('action.save')}
            onDone={(saved) => {
              loaded.suppose(saved);
              say({ words: text('settings.saved') });
            }}
          />
          <Switch
            mt="lg"
            label={text('settings.open')}
            description={text('settings.open_about')}
            checked={settings.flags.core_default_app_access}
            onChange={(event) => void open(event.currentTarget.checked)}
          />
        </div>
        <section className="a-card a-narrow" aria-labelledby="fixed">
          <h2 id="fixed" className="a-card-title">
            {text('settings.fixed')}
          </h2>
          <p className="a-soft">{text('settings.fixed_lead')}</p>
          <div className="a-table-frame">
            <table className="a-table">
              <thead>
                <tr>
                  <th scope="col">{text('settings.variable')}</th>
                  <th scope="col">{text('settings.value')}</th>
                </tr>
              </thead>
              <tbody>
                {Object.entries(settings.fixed)
                  .filter(([field]) => field in settings)
                  .map(([field, variable]) => (
                    <tr key={field}>
                      <td data-label={text('settings.variable')} className="a-variable">
                        {variable === '' ? `${field} (${text('settings.no_variable')})` : variable}
                      </td>
                      <td data-label={text('settings.value')} className="a-variable">
                        {shown(settings[field])}
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
    </>
  );
}
