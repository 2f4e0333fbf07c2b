import { z } from 'zod';

/**
 * How a part of an answer carries words of Postern: a text that is said; a JSON schema with titles and descriptions; an
 * object whose `message` is said.
 */
export type Carries = 'text' | 'schema' | 'message';

/** A text of an answer that Postern itself says, so that it is said in the reader's language. */
export const said = () => z.string().meta({ words: 'text' satisfies Carries });
