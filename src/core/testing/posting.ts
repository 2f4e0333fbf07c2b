import type { FlowTokens } from '../flow/ports.ts';
import type { Letter, Posting } from '../mail/posting.ts';
import type { Clock } from '../ports.ts';

/** Keeps letters instead of sending them, with the token of the link in each; counts limits as the real one does. */
export function recordedPosting({
  clock,
  tokens,
  unwritten = false,
}: {
  readonly clock: Clock;
  readonly tokens?: Pick<FlowTokens, 'put'>;
  readonly unwritten?: boolean;
}): Posting & {
  readonly letters: readonly (Letter & { readonly token: string })[];
  /** Those that somebody gets. */
  readonly sent: () => readonly (Letter & { readonly token: string })[];
} {
  const letters: (Letter & { readonly token: string })[] = [];
  const counted = new Map<string, { count: number; until: number }>();
  return {
    letters,
    sent: () => letters.filter(({ to }) => to !== undefined),
    async post(letter) {
      if (unwritten) return { outcome: 'unwritten' };
      const now = clock.now();
      let silenced = false;
      for (const { key, most, window, silent } of letter.limits ?? []) {
        const known = counted.get(key);
        const before = known && known.until > now ? known : { count: 0, until: now + window };
        if (before.count >= most && !silent) return { outcome: 'throttled', wait: before.until - now };
        silenced ||= before.count >= most;
        counted.set(key, { ...before, count: before.count + 1 });
      }
      const token = `token-${letters.length + 1}`;
      const { to, ...rest } = letter;
      letters.push({ ...rest, to: silenced ? undefined : to, token });
      const created = now;
      if (letter.link && !silenced && letter.to !== undefined)
        await tokens?.put(token, {
          ...letter.link.kept,
          created,
          expires: created + (letter.lifetime ?? 0) * 1_000,
        });
      return { outcome: 'posted' };
    },
  };
}
