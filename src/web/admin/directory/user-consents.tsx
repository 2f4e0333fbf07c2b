import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Moment } from '../parts/moment.tsx';
import { ShortList } from '../parts/short-list.tsx';
import type { ConsentRow, GrantRow, Person } from './wire.ts';

const KINDS = ['access_tokens', 'refresh_tokens'] as const;

/** What this person has let applications have, and the tokens that those hold. */
export function UserConsents({ user }: { readonly user: Person }) {
  const { text } = useAdmin();
  return (
    <>
      <ShortList<ConsentRow>
        title={text('consents.title')}
        lead={text('consents.lead')}
        path="/core/user_consent/"
        query={{ user: user.pk }}
        keyOf={({ pk }) => pk}
        empty={text('consents.none')}
        columns={[
          {
            title: text('access.application'),
            cell: ({ application }) => (
              <Link to={pathOf('applications', application.slug)}>{application.name}</Link>
            ),
          },
          { title: text('consents.permissions'), cell: ({ permissions }) => permissions || '–' },
          {
            title: text('sessions.expires'),
            cell: ({ expires }) => (expires ? <Moment at={expires} /> : text('tokens.never')),
          },
        ]}
        removal={{
          nameOf: ({ application }) => application.name,
          pathOf: ({ pk }) => `/core/user_consent/${pk}/`,
          action: text('consents.revoke'),
          title: (name) => text('consents.revoke_title', { name }),
          words: text('consents.revoke_words'),
        }}
      />
      {KINDS.map((kind) => (
        <ShortList<GrantRow>
          key={kind}
          title={text(`grants.${kind}`)}
          lead={text(`grants.${kind}_lead`)}
          path={`/oauth2/${kind}/`}
          query={{ user: user.pk }}
          keyOf={({ pk }) => pk}
          empty={text('grants.none')}
          columns={[
            { title: text('column.provider'), cell: ({ provider }) => provider.name },
            { title: text('grants.scope'), cell: ({ scope }) => scope.join(' ') || '–' },
            { title: text('sessions.expires'), cell: ({ expires }) => <Moment at={expires} /> },
          ]}
          removal={{
            nameOf: ({ provider }) => provider.name,
            pathOf: ({ pk }) => `/oauth2/${kind}/${pk}/`,
            action: text('consents.revoke'),
            title: (name) => text('consents.revoke_title', { name }),
            words: text('grants.revoke_words'),
          }}
        />
      ))}
    </>
  );
}
