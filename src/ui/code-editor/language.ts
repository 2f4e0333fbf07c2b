import { javascript } from '@codemirror/lang-javascript';
import { python } from '@codemirror/lang-python';
import { indentUnit } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { CodeLanguage } from './assist.ts';

/** How a language is read and indented. */
export function languageOf(language: CodeLanguage): Extension {
  switch (language) {
    case 'typescript':
      return [javascript({ typescript: true }).language, indentUnit.of('  ')];
    case 'python':
      return [python().language, indentUnit.of('    ')];
    case 'json':
      return [javascript().language, indentUnit.of('  ')];
    default:
      return [];
  }
}
