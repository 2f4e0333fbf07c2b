import { Skeleton } from '@mantine/core';
import type { Values } from '../../../ui/form/fields.ts';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { Copy } from '../parts/copy.tsx';
import { Facts } from '../parts/facts.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { fieldsOfType } from '../parts/type-wizard.tsx';
import { isKey } from '../texts/spoken.ts';
import { useLoad } from '../use-load.ts';
import type { Type } from '../wire.ts';
import { RotateSecret } from './rotate-secret.tsx';
import type { Provider } from './wire.ts';

interface ProviderOverviewProps {
  readonly provider: Provider;
  readonly type: Type | undefined;
}

/** Which application uses a provider, and what has to be entered there. */
export function ProviderOverview({ provider, type }: ProviderOverviewProps) {
  const { text } = useAdmin();
  const { assigned_application_slug: slug, assigned_application_name: name } = provider;
  return (
    <div className="a-stack">
      <div className="a-card">
        <Facts
          facts={[
            [text('column.type'), provider.verbose_name],
            [
              text('applications.one'),
              slug ? (
                <Link key="application" to={pathOf('applications', slug)}>
                  {name ?? slug}
                </Link>
              ) : (
                <span key="application">
                  <Badge tone="warning">{text('providers.unused')}</Badge> {text('providers.unused_help')}{' '}
                  <Link to="/applications/">{text('applications.title')}</Link>
                </span>
              ),
            ],
          ]}
        />
      </div>
      {type?.path ? <SetUp path={`${type.path}${provider.pk}/`} type={type} /> : null}
    </div>
  );
}

/** What the application has to be told: addresses, its name, its secret. */
function SetUp({ path, type }: { readonly path: string; readonly type: Type }) {
  const { client, text } = useAdmin();
  const addressed = type.views?.includes('setup_urls') ?? false;
  const loaded = useLoad(path, async () => {
    const [whole, urls] = await Promise.all([
      client.get<Values>(path),
      addressed
        ? client.get<Readonly<Record<string, string | null>>>(`${path}setup_urls/`)
        : Promise.resolve({ value: {} }),
    ]);
    if ('trouble' in whole) return whole;
    return 'trouble' in urls ? urls : { value: { whole: whole.value, urls: urls.value } };
  });
  if (!loaded.value)
    return loaded.trouble ? (
      <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
    ) : (
      <Skeleton height="16rem" radius="md" />
    );
  const { whole, urls } = loaded.value;
  const made = fieldsOfType(type).filter(({ name }) => type.generated?.includes(name));
  const addresses = Object.entries(urls).flatMap(([name, url]) => (url ? [[name, url] as const] : []));
  if (made.length + addresses.length === 0) return null;
  return (
    <section className="a-card" aria-labelledby="set-up">
      <h2 id="set-up">{text('providers.set_up')}</h2>
      <p className="a-soft">{text('providers.set_up_lead')}</p>
      <Facts
        facts={[
          ...made.map(
            (field) =>
              [
                field.title,
                field.control === 'secret' ? (
                  <RotateSecret key={field.name} path={path} field={field} />
                ) : (
                  <Copy key={field.name} label={field.title} value={String(whole[field.name] ?? '')} />
                ),
              ] as const,
          ),
          ...addresses.map(([name, url]) => {
            const key = `setup.${name}`;
            const label = isKey(key) ? text(key) : name.replaceAll('_', ' ');
            return [label, <Copy key={name} label={label} value={url} />] as const;
          }),
        ]}
      />
    </section>
  );
}
