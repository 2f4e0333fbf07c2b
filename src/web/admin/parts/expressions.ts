import { useMemo } from 'react';
import type {
  CodeAsked,
  CodeFact,
  CodeMark,
  CodeOption,
  Expressions,
} from '../../../ui/code-editor/assist.ts';
import { guessed } from '../../../ui/code-editor/guess.ts';
import type { Text } from '../../../ui/texts.ts';
import { useAdmin } from '../admin.ts';
import type { Client } from '../client.ts';
import type { Key } from '../texts/english.ts';
import { isKey } from '../texts/spoken.ts';

const HOME = '/policies/expression';

interface Checked {
  readonly language: string | null;
  readonly errors: readonly (CodeMark & { readonly language: string })[];
}

/** What the server knows of expressions. `policy`: the one that is changed, whose text has to fit what it is bound to. */
export function createExpressions(client: Client, text: Text<Key>, policy?: string): Expressions {
  const asks = ({ language, target, result }: CodeAsked, content: string) => ({
    content,
    target,
    result,
    ...(language ? { language } : {}),
    // Only what is bound elsewhere is judged for whatever that is.
    ...(policy && target === 'any' ? { policy } : {}),
  });
  const ask = async <T>(path: string, body: object): Promise<T | undefined> => {
    const reply = await client.send<T>('POST', `${HOME}/${path}/`, body);
    return 'value' in reply ? reply.value : undefined;
  };
  return {
    assist: (asked) => ({
      async check(content) {
        const found = await ask<Checked>('check', asks(asked, content));
        // Where no language takes the text, what counts is what it looks like.
        const read = asked.language ?? guessed(content);
        return found?.errors.filter(({ language }) => language === read);
      },
      complete: (content, at) => ask<readonly CodeOption[]>('complete', { ...asks(asked, content), ...at }),
      async explain(content, at) {
        return (await ask<CodeFact | null>('hover', { ...asks(asked, content), ...at })) ?? undefined;
      },
    }),
    async samples({ language = 'typescript', target }) {
      if (target.endsWith('_mapping')) return [];
      const { SAMPLES } = await import('../../../core/expression/samples.ts');
      return SAMPLES.filter(({ at }) => target === 'any' || at === target).map(({ id, title, texts }) => {
        const key = `sample.${id}`;
        return { id, title: isKey(key) ? text(key) : title, text: texts[language] };
      });
    },
  };
}

export function useExpressions(policy?: string): Expressions {
  const { client, text } = useAdmin();
  return useMemo(() => createExpressions(client, text, policy), [client, text, policy]);
}
