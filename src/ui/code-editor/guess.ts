import type { CodeLanguage } from './assist.ts';

const TEXTS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|\/\/.*$|\/\*[\s\S]*?\*\//gm;
const PYTHON =
  /^\s*#|^\s*(?:if|elif|else|for|while|def|try|except|with)\b[^{}]*:\s*(?:#.*)?$|\b(?:and|or|not|is|elif|None|True|False)\b/m;

/** What a text is probably written in, where nobody has said it yet. */
export const guessed = (text: string): CodeLanguage =>
  PYTHON.test(text.replace(TEXTS, '""')) ? 'python' : 'typescript';
