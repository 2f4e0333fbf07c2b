import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Reply } from '../../client.ts';
import { everyPage } from '../api.ts';
import { useResult } from '../use-result.ts';
import { useUser } from '../user.ts';
import { AskFirst } from './ask-first.tsx';
import { dayOf } from './in-words.ts';
import { NewToken } from './new-token.tsx';
import { Part, Rows, Words } from './part.tsx';

type Token = Reply<'core_tokens_list'>['results'][number];

const intentKey = ({ intent }: Pick<Token, 'intent'>) =>
  intent === 'api' || intent === 'app_password' ? (`tokens.${intent}` as const) : 'tokens.other';

/** Keys for programs that act for me: made here, shown once, taken back here. */
export function Tokens() {
  const { client, text, language, me, left, say } = useUser();
  const [making, setMaking] = useState(false);
  const tokens = useResult(
    () =>
      everyPage((paging) =>
        client.call('core_tokens_list', {
          query: { user__username: me.username, ordering: 'identifier', ...paging },
        }),
      ),
    left,
  );
  const over = ({ expiring, expires }: Token) =>
    expiring && expires !== null && expires !== undefined && Date.parse(expires) <= Date.now();
  return (
    <Part
      title={text('settings.tokens')}
      lead={text('tokens.lead')}
      actions={<Button onClick={() => setMaking(true)}>{text('tokens.new')}</Button>}
    >
      <Rows asked={tokens} empty={text('tokens.none')} keyOf={({ identifier }) => identifier}>
        {(token) => {
          const name = token.description || token.identifier;
          return (
            <>
              <Words
                name={name}
                badge={over(token) ? text('tokens.over') : undefined}
                lines={[
                  text('tokens.kind', { kind: text(intentKey(token)), identifier: token.identifier }),
                  token.expiring && token.expires
                    ? text('tokens.until', { day: dayOf(token.expires, language) })
                    : text('tokens.for_ever'),
                ]}
              />
              <AskFirst
                label={text('tokens.revoke')}
                about={text('tokens.revoke_label', { name })}
                question={text('tokens.revoke_title', { name })}
                consequence={text('tokens.revoke_words')}
                confirm={text('tokens.revoke')}
                act={() => client.call('core_tokens_destroy', { path: { identifier: token.identifier } })}
                done={() => {
                  say(text('tokens.revoked', { name }));
                  void tokens.reload();
                }}
              />
            </>
          );
        }}
      </Rows>
      {making ? (
        <NewToken
          onClose={() => setMaking(false)}
          onMade={() => void tokens.reload()}
          taken={tokens.value?.map(({ identifier }) => identifier) ?? []}
        />
      ) : null}
    </Part>
  );
}
