import { Button } from '@mantine/core';
import { Picker } from '../../../ui/form/picker.tsx';
import { pathOf, withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { useFormWords } from '../parts/form-words.ts';
import { List } from '../parts/list.tsx';
import { useLookUp } from '../parts/look-up.ts';
import { Moment } from '../parts/moment.tsx';
import type { DecisionSummary } from '../wire.ts';

/** Recent decisions, the latest first: of somebody, at a target, with one answer. */
export function DecisionList() {
  const { text, path, search, go } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const params = new URLSearchParams(search);
  const user = params.get('user') ?? '';
  const target = params.get('target') ?? '';
  const choose = (changes: Readonly<Record<string, string>>) =>
    go(withParams(path, search, { page: '', ...changes }));
  return (
    <List<DecisionSummary>
      label={text('decisions.recent')}
      path="/policies/decisions/"
      query={{ ...(user ? { user } : {}), ...(target ? { target } : {}) }}
      keyOf={(decision) => `${decision.request_id} ${decision.target_pk} ${decision.time}`}
      searchable={false}
      empty={{ title: text('decisions.none_title'), words: text('decisions.none') }}
      filters={[
        {
          name: 'passing',
          label: text('decisions.answer'),
          options: [
            { value: 'true', label: text('verdict.pass') },
            { value: 'false', label: text('verdict.fail') },
          ],
        },
      ]}
      beside={
        <>
          <Picker
            refersTo="authentik_core.user"
            label={<span className="a-hidden">{text('subject.user')}</span>}
            placeholder={text('decisions.any_user')}
            value={user || null}
            onChange={(value) => choose({ user: value ?? '' })}
            lookUp={lookUp}
            words={words}
          />
          <Picker
            refersTo="authentik_core.application"
            label={<span className="a-hidden">{text('applications.one')}</span>}
            placeholder={text('decisions.any_application')}
            value={target || null}
            onChange={(value) => choose({ target: value ?? '' })}
            lookUp={lookUp}
            words={words}
          />
          {user || target ? (
            <Button variant="default" onClick={() => choose({ user: '', target: '' })}>
              {text('decisions.all_of_them')}
            </Button>
          ) : null}
        </>
      }
      columns={[
        {
          title: text('decisions.time'),
          cell: (decision) => (
            <Link to={pathOf('decisions', decision.request_id)} className="a-strong">
              <Moment at={decision.time} />
            </Link>
          ),
          text: ({ time }) => time,
        },
        {
          title: text('decisions.answer'),
          cell: ({ passing }) => (
            <Badge tone={passing ? 'good' : 'bad'}>{text(passing ? 'verdict.pass' : 'verdict.fail')}</Badge>
          ),
          text: ({ passing }) => String(passing),
        },
        {
          title: text('subject.user'),
          cell: ({ user_pk, username }) =>
            user_pk === null ? text('events.nobody') : <Link to={pathOf('users', user_pk)}>{username}</Link>,
          text: ({ username }) => username,
        },
        {
          title: text('decisions.target'),
          cell: ({ target_name }) => target_name,
          text: ({ target_name }) => target_name,
        },
        {
          title: text('decisions.said'),
          cell: ({ messages }) => messages[0] ?? '–',
          text: ({ messages }) => messages.join(' '),
        },
        {
          title: text('events.client_ip'),
          cell: ({ client_ip }) => client_ip ?? '–',
          text: ({ client_ip }) => client_ip ?? '',
        },
      ]}
    />
  );
}
