import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { type Diagnostic, linter, nextDiagnostic } from '@codemirror/lint';
import type { Extension, Text } from '@codemirror/state';
import { hoverTooltip, keymap } from '@codemirror/view';
import type { CodeAssist, CodeFact, CodeMark, CodePlace } from './assist.ts';

/** How long somebody may pause between two keys before the text is checked. */
const PAUSE = 400;

const placeOf = (doc: Text, position: number): CodePlace => {
  const line = doc.lineAt(position);
  return { line: line.number, column: position - line.from + 1 };
};

/** A mark as the editor shows it: from its place to the end of the word there. */
export function diagnosticOf(doc: Text, { line, column, message }: CodeMark): Diagnostic {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(found.from + Math.max(column - 1, 0), found.to);
  const word = /^[\w$]+|^\S/.exec(doc.sliceString(from, found.to))?.[0] ?? '';
  return { from, to: from + word.length, severity: 'error', message };
}

function paragraph(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

/** A type and what is said about it, as text. */
function factNode({ type, about }: CodeFact): HTMLElement {
  const element = document.createElement('div');
  if (type !== '') element.append(paragraph('p-fact-type', type));
  if (about) element.append(paragraph('p-fact-about', about));
  return element;
}

const KINDS = { constant: 'constant', keyword: 'keyword', type: 'type' } as const;

/** Errors, completion and types under the pointer, asked of whoever knows the language. */
export function helping(assist: CodeAssist, onChecked: (errors: number | undefined) => void): Extension {
  async function complete(context: CompletionContext): Promise<CompletionResult | null> {
    const word = context.matchBefore(/[\w$]*/);
    const from = word?.from ?? context.pos;
    const afterDot = context.state.sliceDoc(Math.max(0, from - 1), from) === '.';
    if (!context.explicit && !afterDot && from === context.pos) return null;
    const options = await assist.complete(
      context.state.doc.toString(),
      placeOf(context.state.doc, context.pos),
    );
    if (!options || context.aborted) return null;
    return {
      from,
      validFor: /^[\w$]*$/,
      options: options.map(
        ({ label, kind, type, about }): Completion => ({
          label,
          type: kind in KINDS ? kind : kind === 'method' || kind === 'function' ? 'function' : 'property',
          ...(type || about ? { info: () => factNode({ type: type ?? '', about }) } : {}),
        }),
      ),
    };
  }

  return [
    linter(
      async ({ state }) => {
        const { doc } = state;
        if (doc.length === 0) {
          onChecked(undefined);
          return [];
        }
        const marks = await assist.check(doc.toString());
        onChecked(marks?.length);
        return (marks ?? []).map((mark) => diagnosticOf(doc, mark));
      },
      { delay: PAUSE },
    ),
    autocompletion({ override: [complete], icons: false, interactionDelay: 0 }),
    hoverTooltip(async ({ state }, position) => {
      const word = state.wordAt(position);
      if (!word) return null;
      const fact = await assist.explain(state.doc.toString(), placeOf(state.doc, position));
      return fact
        ? { pos: word.from, end: word.to, above: true, create: () => ({ dom: factNode(fact) }) }
        : null;
    }),
    keymap.of([...completionKeymap, { key: 'F8', run: nextDiagnostic }]),
  ];
}
