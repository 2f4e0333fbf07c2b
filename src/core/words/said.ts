import { z } from 'zod';

/**
 * How a part of an answer carries words of Postern: a text that is said; a JSON schema with titles and descriptions; an
 * object whose `message` is said; a field of a form, which says its labels, and its value where it only shows one.
 */
export type Carries = 'text' | 'schema' | 'message' | 'field';

/** A text of an answer that Postern itself says, so that it is said in the reader's language. */
export const said = () => z.string().meta({ words: 'text' satisfies Carries });
