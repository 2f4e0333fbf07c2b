import { watch } from 'node:fs';
import type { Log } from '../../core/log.ts';

/** Editors write a file in several steps, and a deployment writes many files: all of it is one change. */
const PATIENCE = 500;

/**
 * Calls `changed` when something below the folder was written, made or removed, never twice at once. Where the system
 * cannot tell (some network folders), nothing happens here: what has changed is looked for now and then anyway. Answers
 * how to end it; what is under way by then is waited for.
 */
export function watchFolder(root: string, changed: () => Promise<unknown>, log: Log): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  const ended = new AbortController();

  const work = () => {
    timer = undefined;
    working = working.then(async () => {
      if (ended.signal.aborted) return;
      try {
        await changed();
      } catch (error) {
        log.error({ err: error, root }, 'a change of the folder could not be followed');
      }
    });
  };
  try {
    watch(root, { recursive: true, signal: ended.signal, persistent: false }, () => {
      timer ??= setTimeout(work, PATIENCE);
    }).on('error', (error) => log.warn({ err: error, root }, 'the folder is no longer watched'));
  } catch (error) {
    log.warn({ err: error, root }, 'the folder cannot be watched');
  }
  return async () => {
    ended.abort();
    clearTimeout(timer);
    await working;
  };
}
