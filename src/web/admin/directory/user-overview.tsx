import { useAdmin } from '../admin.ts';
import { Facts } from '../parts/facts.tsx';
import { Moment } from '../parts/moment.tsx';
import { isKey } from '../texts/spoken.ts';
import type { Person } from './wire.ts';

/** Who it is. */
export function UserOverview({ user }: { readonly user: Person }) {
  const { text } = useAdmin();
  const type = `option.${user.type}`;
  const moment = (at: string | null, never: string) => (at ? <Moment key={at} at={at} /> : never);
  return (
    <div className="a-card">
      <Facts
        facts={[
          [text('field.username'), user.username],
          [text('field.name'), user.name || '–'],
          [text('users.email'), user.email || '–'],
          [text('column.type'), isKey(type) ? text(type) : user.type],
          [text('users.path'), <code key="path">{user.path}</code>],
          [text('users.active'), text(user.is_active ? 'word.yes' : 'users.inactive_about')],
          [text('users.superuser'), text(user.is_superuser ? 'users.superuser_about' : 'word.no')],
          [text('users.last_login'), moment(user.last_login, text('users.never'))],
          [text('users.password_changed'), moment(user.password_change_date, text('users.no_password'))],
          [text('users.joined'), moment(user.date_joined, '–')],
        ]}
      />
    </div>
  );
}
