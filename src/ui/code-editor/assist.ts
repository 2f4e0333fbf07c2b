export type CodeLanguage = 'typescript' | 'python' | 'json' | 'plain';

/** Something wrong in a text; lines and columns count from one. */
export interface CodeMark {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A word that can stand at a place. */
export interface CodeOption {
  readonly label: string;
  readonly kind: 'function' | 'method' | 'property' | 'variable' | 'constant' | 'keyword' | 'type';
  /** Its type, in one line. */
  readonly type?: string | undefined;
  readonly about?: string | undefined;
}

/** What a name in a text is. */
export interface CodeFact {
  readonly type: string;
  readonly about?: string | undefined;
}

export interface CodePlace {
  readonly line: number;
  readonly column: number;
}

/** Helps whoever writes a text while it is written. What cannot be answered is answered by undefined. */
export interface CodeAssist {
  check(text: string): Promise<readonly CodeMark[] | undefined>;
  complete(text: string, at: CodePlace): Promise<readonly CodeOption[] | undefined>;
  explain(text: string, at: CodePlace): Promise<CodeFact | undefined>;
}

/** A whole text that can be inserted. */
export interface CodeSample {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** What a text is written for. */
export interface CodeAsked {
  /** Undefined where nobody has said it: whoever checks finds it out. */
  readonly language: 'typescript' | 'python' | undefined;
  readonly target: string;
  /** True where the text sees the answer of its type's own check. */
  readonly result: boolean;
}

/** Knows expressions: helps with one, and has samples for it. */
export interface Expressions {
  assist(asked: CodeAsked): CodeAssist;
  samples(asked: CodeAsked): Promise<readonly CodeSample[]>;
}
