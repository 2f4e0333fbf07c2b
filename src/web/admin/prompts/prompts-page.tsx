import { Button } from '@mantine/core';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { LinkList } from '../parts/link-list.tsx';
import { List } from '../parts/list.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { useDeletion } from '../parts/use-deletion.tsx';
import type { Prompt } from '../wire.ts';

/** Flows and Stages > Prompts: the fields of all forms, and the stages that show them. */
export function PromptsPage() {
  const { text, go } = useAdmin();
  const { option } = useFormWords();
  const { version, deleteButton, deletion } = useDeletion();
  const create = <Button onClick={() => go(pathOf('prompts', '-'))}>{text('prompts.new')}</Button>;
  return (
    <>
      <PageHead title={text('prompts.title')} lead={text('prompts.lead')} actions={create} />
      <List<Prompt>
        label={text('prompts.title')}
        path="/stages/prompt/prompts/"
        version={version}
        keyOf={({ pk }) => pk}
        empty={{ title: text('prompts.none_title'), words: text('prompts.none'), action: create }}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `/stages/prompt/prompts/${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name, label }) => (
              <>
                <Link to={pathOf('prompts', pk)} className="a-strong">
                  {name}
                </Link>
                <span className="a-under">{label}</span>
              </>
            ),
          },
          { title: text('prompts.field_key'), cell: ({ field_key }) => <code>{field_key}</code> },
          { title: text('prompts.type'), cell: ({ type }) => option(type) },
          { title: text('prompts.order'), cell: ({ order }) => String(order) },
          {
            title: text('prompts.stages'),
            cell: ({ prompt_stages_obj }) =>
              prompt_stages_obj.length === 0 ? (
                <Badge tone="warning">{text('prompts.unused')}</Badge>
              ) : (
                <LinkList
                  links={prompt_stages_obj.map(({ pk, name }) => ({
                    label: name,
                    to: pathOf('stages', pk, 'fields'),
                  }))}
                />
              ),
          },
          {
            title: text('column.actions'),
            cell: (prompt) => (
              <span className="a-actions">
                <Link to={pathOf('prompts', prompt.pk)}>{text('action.edit')}</Link>
                {deleteButton(prompt.name, `/stages/prompt/prompts/${prompt.pk}/`)}
              </span>
            ),
          },
        ]}
      />
      {deletion}
    </>
  );
}
