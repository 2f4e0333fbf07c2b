import { Skeleton } from '@mantine/core';
import type { Values } from '../../../ui/form/fields.ts';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Copy } from '../parts/copy.tsx';
import { Facts } from '../parts/facts.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { LinkList } from '../parts/link-list.tsx';
import { useLookUp } from '../parts/look-up.ts';
import { useLoad } from '../use-load.ts';
import type { Source } from '../wire.ts';

interface SourceOverviewProps {
  readonly source: Source;
  /** Where all its fields are; undefined where its type is not known. */
  readonly path: string | undefined;
}

const keysOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** What has to be entered at the other side, and what becomes of those who come from there. */
export function SourceOverview({ source, path }: SourceOverviewProps) {
  const { client, text } = useAdmin();
  const { option } = useFormWords();
  const lookUp = useLookUp();
  const loaded = useLoad(path ?? '', async () => {
    if (!path) return { value: undefined };
    const reply = await client.get<Values>(path);
    if ('trouble' in reply) return reply;
    const { user_property_mappings: user, group_property_mappings: group, callback_url } = reply.value;
    const keys = [...keysOf(user), ...keysOf(group)];
    const mappings =
      keys.length > 0
        ? await lookUp('authentik_core.propertymapping', { search: '', keys }).catch(() => [])
        : [];
    return { value: { callback: typeof callback_url === 'string' ? callback_url : undefined, mappings } };
  });
  if (loaded.loading && !loaded.value) return <Skeleton height="14rem" radius="md" />;
  const { callback, mappings = [] } = loaded.value ?? {};
  return (
    <div className="a-stack">
      {callback ? (
        <section className="a-card" aria-labelledby="set-up">
          <h2 id="set-up">{text('sources.set_up')}</h2>
          <p className="a-soft">{text('sources.set_up_lead')}</p>
          <Facts
            facts={[
              [
                text('sources.callback'),
                <Copy key="callback" label={text('sources.callback')} value={callback} />,
              ],
            ]}
          />
        </section>
      ) : null}
      <div className="a-card">
        <Facts
          facts={[
            [text('column.type'), source.verbose_name],
            [text('column.slug'), <code key="slug">{source.slug}</code>],
            [text('binding.enabled'), text(source.enabled ? 'word.yes' : 'word.no')],
            [text('sources.matching'), option(source.user_matching_mode)],
            [
              text('mappings.title'),
              <LinkList
                key="mappings"
                links={mappings.map(({ value, label }) => ({ label, to: pathOf('mappings', value) }))}
              />,
            ],
          ]}
        />
      </div>
    </div>
  );
}
