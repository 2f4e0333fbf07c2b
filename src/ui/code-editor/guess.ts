import type { CodeLanguage } from './assist.ts';

/** What a text is probably written in, where nobody has said it yet. */
export const guessed = (text: string): CodeLanguage =>
  /^\s*(?:if|elif|else|for|while|def|try|except|with)\b[^{}]*:\s*(?:#.*)?$/m.test(text) ||
  /\b(?:and|or|not|is|None|True|False)\b(?=[^"'\n]*$)/m.test(text) ||
  /^\s*#/m.test(text)
    ? 'python'
    : 'typescript';
