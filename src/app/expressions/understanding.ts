import {
  type Diagnostic,
  type ExpressionTarget,
  LANGUAGES,
  type Language,
  type Sandbox,
} from '../../core/expression/sandbox.ts';

interface Script {
  readonly expression: string;
  readonly language: Language;
  /** True where the type's own answer is there as `result`. */
  readonly result: boolean;
}

/** What is wrong with a text, read as one language. */
export interface Refusal extends Diagnostic {
  readonly language: Language;
  /** True where nobody has said the language: each says what it has against the text. */
  readonly guessed: boolean;
}

export interface Understood {
  /** The language that takes the text; null where none does. */
  readonly language: Language | null;
  readonly errors: readonly Refusal[];
}

type Checker = Pick<Sandbox, 'check'>;

/** Checks an expression against every kind of target that it is or will be bound to. */
export async function typeCheck(
  sandbox: Checker,
  { expression, language, result }: Script,
  targets: Iterable<ExpressionTarget>,
): Promise<readonly Refusal[]> {
  const found = new Map<string, Refusal>();
  for (const target of new Set(targets))
    for (const diagnostic of await sandbox.check(expression, target, { language, result })) {
      const { line, column, message } = diagnostic;
      found.set(`${line} ${column} ${message}`, { ...diagnostic, language, guessed: false });
    }
  return [...found.values()];
}

/**
 * The language that an expression is written in, and what is wrong with it. Where nobody says, it is the first that
 * takes the text; a text that none takes is told what each has against it.
 */
export async function understood(
  sandbox: Checker,
  { expression, language, result }: Omit<Script, 'language'> & { readonly language: Language | null },
  targets: readonly ExpressionTarget[],
): Promise<Understood> {
  const refusals: Refusal[] = [];
  for (const candidate of language ? [language] : LANGUAGES) {
    const script = { expression, language: candidate, result };
    const errors = await typeCheck(sandbox, script, targets);
    if (errors.length === 0)
      return !language && candidate === 'typescript' && (await isDivision(sandbox, script, targets))
        ? { language: 'python', errors }
        : { language: candidate, errors };
    refusals.push(...errors.map((error) => ({ ...error, guessed: language === null })));
  }
  return { language: null, errors: refusals };
}

/** What TypeScript takes for a comment, and Python for a division that makes sense, is Python. */
const isDivision = async (
  sandbox: Checker,
  script: Script,
  targets: readonly ExpressionTarget[],
): Promise<boolean> =>
  script.expression.includes('//') &&
  (await typeCheck(sandbox, { ...script, language: 'python' }, targets)).length === 0;

const names = { typescript: 'TypeScript', python: 'Python' } as const;

/** The same in sentences, for the field of the expression. */
export const sentencesOf = (errors: readonly Refusal[]): string[] =>
  errors.map(
    ({ language, guessed, line, column, message }) =>
      `${guessed ? `As ${names[language]}: ` : ''}Line ${line}, column ${column}: ${message}`,
  );
