import { useAdmin } from '../admin.ts';
import { Moment } from '../parts/moment.tsx';
import { ShortList } from '../parts/short-list.tsx';
import { isKey } from '../texts/spoken.ts';
import type { ConnectionRow, DeviceRow, Person, TokenRow } from './wire.ts';

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
      <ShortList<DeviceRow>
        title={text('devices.title')}
        lead={text('devices.lead')}
        path="/authenticators/admin/all/"
        query={{ user: user.pk }}
        keyOf={({ type, pk }) => `${type} ${pk}`}
        empty={text('devices.none')}
        columns={[
          { title: text('column.name'), cell: ({ name }) => name },
          { title: text('column.type'), cell: ({ verbose_name }) => verbose_name },
          { title: text('devices.since'), cell: ({ created }) => <Moment at={created} /> },
          {
            title: text('sessions.used'),
            cell: ({ last_used }) => (last_used ? <Moment at={last_used} /> : text('users.never')),
          },
        ]}
        removal={{
          nameOf: ({ name }) => name,
          pathOf: ({ pk, type }) => `/authenticators/admin/${classOf(type)}/${pk}/`,
          action: text('action.delete'),
          title: (name) => text('delete.title', { name }),
          words: text('devices.delete_words'),
        }}
      />
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

/** `authentik_stages_authenticator_totp.totpdevice` is of the class `totp`. */
const classOf = (model: string): string =>
  model.split('.')[0]?.replace('authentik_stages_authenticator_', '') ?? '';
