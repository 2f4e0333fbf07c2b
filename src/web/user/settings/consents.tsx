import { Picture } from '../../../ui/kit/picture.tsx';
import type { Client, Reply, Result } from '../../client.ts';
import { everyPage } from '../api.ts';
import { useResult } from '../use-result.ts';
import { useUser } from '../user.ts';
import { allowedBy } from './allowed.ts';
import { AskFirst } from './ask-first.tsx';
import { dayOf } from './in-words.ts';
import { Part, Rows, Words } from './part.tsx';

type Consent = Reply<'core_user_consent_list'>['results'][number];

/**
 * Takes a consent back, and with it what the application still holds: a consent that is gone while its tokens go on
 * working would be an empty word.
 */
async function revoke(client: Client, { pk, application }: Consent, user: number): Promise<Result<unknown>> {
  const ended = await client.call('core_user_consent_destroy', { path: { id: String(pk) } });
  const { provider } = application;
  if (!('value' in ended) || provider === null) return ended;
  const query = { user, provider };
  const held = await Promise.all([
    everyPage((paging) => client.call('oauth2_refresh_tokens_list', { query: { ...query, ...paging } })),
    everyPage((paging) => client.call('oauth2_access_tokens_list', { query: { ...query, ...paging } })),
  ]);
  const [refresh, access] = held;
  const gone = await Promise.all([
    ...('value' in refresh
      ? refresh.value.map((token) =>
          client.call('oauth2_refresh_tokens_destroy', { path: { id: String(token.pk) } }),
        )
      : []),
    ...('value' in access
      ? access.value.map((token) =>
          client.call('oauth2_access_tokens_destroy', { path: { id: String(token.pk) } }),
        )
      : []),
  ]);
  // One that has ended by itself in the meantime is no failure.
  return [...held, ...gone].find((result) => 'failure' in result || 'signIn' in result) ?? ended;
}

/** Which applications may know what of me. */
export function Consents() {
  const { client, text, language, me, left, say } = useUser();
  const consents = useResult(
    () => everyPage((paging) => client.call('core_user_consent_list', { query: { user: me.pk, ...paging } })),
    left,
  );
  return (
    <Part title={text('settings.consents')} lead={text('consents.lead')}>
      <Rows asked={consents} empty={text('consents.none')} keyOf={({ pk }) => pk}>
        {(consent) => {
          const { name, meta_icon_url } = consent.application;
          const allowed = allowedBy(consent.permissions, text);
          return (
            <>
              <Picture name={name} src={meta_icon_url} shape="tile" />
              <Words
                name={name}
                lines={[
                  allowed.length > 0
                    ? text('consents.allowed', { what: allowed.join(', ') })
                    : text('consents.allowed_nothing'),
                  consent.expires
                    ? text('consents.until', { day: dayOf(consent.expires, language) })
                    : text('consents.for_ever'),
                ]}
              />
              <AskFirst
                label={text('consents.revoke')}
                about={text('consents.revoke_label', { name })}
                question={text('consents.revoke_title', { name })}
                consequence={text('consents.revoke_words', { name })}
                confirm={text('consents.revoke')}
                act={() => revoke(client, consent, me.pk)}
                done={() => {
                  say(text('consents.revoked', { name }));
                  void consents.reload();
                }}
              />
            </>
          );
        }}
      </Rows>
    </Part>
  );
}
