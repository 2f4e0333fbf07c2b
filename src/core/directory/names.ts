/** A line break, a tab, U+0085, …: nobody is called so, and mails, logs and headers would be torn by it. */
const CONTROL = /\p{Cc}/u;

const CONTROL_IN_NAME = 'There is a control character in it, such as a line break or a tab. Leave it out.';

/** What is wrong with names of a user that are about to be written, by field; what is stored already stays. */
export function unfitNames(
  after: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string[]>> {
  return Object.fromEntries(
    ['username', 'name'].flatMap((field) => {
      const value = after[field];
      const unfit = typeof value === 'string' && value !== before?.[field] && CONTROL.test(value);
      return unfit ? [[field, [CONTROL_IN_NAME]]] : [];
    }),
  );
}
