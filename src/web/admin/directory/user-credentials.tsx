import { useAdmin } from '../admin.ts';
import { Moment } from '../parts/moment.tsx';
import { ShortList } from '../parts/short-list.tsx';
import { isKey } from '../texts/spoken.ts';
import { UserDevices } from './user-devices.tsx';
import type { ConnectionRow, Person, TokenRow } from './wire.ts';

/** What proves that somebody is this person, beside the password. */
export function UserCredentials({ user }: { readonly user: Person }) {
  const { text } = useAdmin();
  const until = (expires: string | null) => (expires ? <Moment at={expires} /> : text('tokens.never'));
  const intentOf = ({ intent }: TokenRow) => {
    const key = `option.${intent}`;
    return isKey(key) ? text(key) : intent;
  };
  return (
    <>
      <ShortList<TokenRow>
        title={text('tokens.of_user')}
        lead={text('tokens.lead')}
        path="/core/tokens/"
        query={{ user: user.pk }}
        keyOf={({ identifier }) => identifier}
        empty={text('tokens.none')}
        columns={[
          {
            title: text('tokens.identifier'),
            cell: ({ identifier, description }) => (
              <>
                {identifier}
                {description ? <span className="a-under">{description}</span> : null}
              </>
            ),
          },
          { title: text('tokens.intent'), cell: intentOf },
          {
            title: text('sessions.expires'),
            cell: ({ expires, expiring }) => until(expiring ? expires : null),
          },
        ]}
        removal={{
          nameOf: ({ identifier }) => identifier,
          pathOf: ({ identifier }) => `/core/tokens/${encodeURIComponent(identifier)}/`,
          action: text('consents.revoke'),
          title: (name) => text('consents.revoke_title', { name }),
          words: text('tokens.revoke_words'),
        }}
      />
      <UserDevices user={user} />
      <ShortList<ConnectionRow>
        title={text('connections.title')}
        lead={text('connections.lead')}
        path="/sources/user_connections/all/"
        query={{ user: user.pk }}
        keyOf={({ pk }) => pk}
        empty={text('connections.none')}
        columns={[
          { title: text('connections.source'), cell: ({ source_obj }) => source_obj?.name ?? '–' },
          { title: text('connections.identifier'), cell: ({ identifier }) => <code>{identifier}</code> },
          { title: text('devices.since'), cell: ({ created }) => <Moment at={created} /> },
        ]}
        removal={{
          nameOf: ({ source_obj, identifier }) => source_obj?.name ?? identifier,
          pathOf: ({ pk }) => `/sources/user_connections/all/${pk}/`,
          action: text('connections.remove'),
          title: (name) => text('connections.remove_title', { name }),
          words: text('connections.remove_words'),
        }}
      />
    </>
  );
}
