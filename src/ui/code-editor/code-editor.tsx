import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { type CSSProperties, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { CodeWords } from '../form/words.ts';
import type { CodeAssist, CodeLanguage, CodeMark } from './assist.ts';
import type { CodeHandle } from './code-handle.ts';
import { diagnosticOf, helping } from './helping.ts';
import { inserting } from './inserting.ts';
import { languageOf } from './language.ts';
import { leaving } from './leaving.ts';
import { look } from './look.ts';

export interface CodeEditorProps {
  readonly label: string;
  /** Help and errors, for those who do not see them beside the editor. */
  readonly about: string;
  readonly required: boolean;
  readonly invalid: boolean;
  readonly rows: number;
  readonly value: string;
  readonly language: CodeLanguage;
  readonly marks: readonly CodeMark[];
  readonly assist: CodeAssist | undefined;
  readonly words: CodeWords;
  readonly handle: React.Ref<CodeHandle>;
  /** Where the cursor stands at first, where the editor takes over from a control that had the focus. */
  readonly cursor: number | undefined;
  readonly onChange: (value: string) => void;
  readonly onChecked: (errors: number | undefined) => void;
}

/** The parts of the editor that change while it is open. */
const parts = () => ({ language: new Compartment(), attributes: new Compartment(), help: new Compartment() });

const attributesOf = ({ label, about, required, invalid }: CodeEditorProps): Extension =>
  EditorView.contentAttributes.of({
    // It can be focused without this too; said, so that whatever examines the page knows that the text can be scrolled.
    tabindex: '0',
    'aria-label': label,
    'aria-description': about,
    'aria-required': String(required),
    'aria-invalid': String(invalid),
    spellcheck: 'false',
    autocapitalize: 'off',
  });

/**
 * CodeMirror in a shadow tree: there its styles are constructed style sheets, which the pages' policy allows, while the
 * style elements that it would write into the page are refused.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { rows, value, language, marks, assist, words, handle, cursor } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const compartments = useRef(parts());
  const latest = useRef(props);
  latest.current = props;
  /** What was typed and has not come back as the value yet: who types quickly is ahead of the page. */
  const told = useRef<string[]>([]);
  const first = useRef({ value, language, cursor, leave: words.leave, phrases: words.phrases });

  // Before anything is painted: an empty place would let what stands below jump up and back.
  useLayoutEffect(() => {
    const { current: place } = host;
    if (!place) return;
    const root = place.shadowRoot ?? place.attachShadow({ mode: 'open', delegatesFocus: true });
    const { language: spoken, attributes, help } = compartments.current;
    const start = first.current;
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: start.value,
        ...(start.cursor === undefined
          ? {}
          : { selection: { anchor: Math.min(start.cursor, start.value.length) } }),
        extensions: [
          lineNumbers(),
          highlightActiveLineGutter(),
          highlightActiveLine(),
          drawSelection(),
          history(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          EditorState.tabSize.of(4),
          EditorState.phrases.of(start.phrases),
          inserting,
          help.of([]),
          leaving(start.leave),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
          spoken.of(languageOf(start.language)),
          attributes.of(attributesOf(latest.current)),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            told.current.push(text);
            latest.current.onChange(text);
          }),
          look,
        ],
      }),
    });
    view.current = editor;
    if (start.cursor !== undefined) editor.focus();
    return () => {
      // What stands in it is kept for an editor that is made anew, as React's strict mode does.
      first.current = { ...start, value: editor.state.doc.toString() };
      editor.destroy();
      view.current = undefined;
    };
  }, []);

  useEffect(() => {
    const { current: editor } = view;
    if (!editor) return;
    const back = told.current.indexOf(value);
    told.current = back < 0 ? [] : told.current.slice(back + 1);
    if (back < 0 && editor.state.doc.toString() !== value)
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: compartments.current.language.reconfigure(languageOf(language)) });
  }, [language]);

  useEffect(() => {
    const help = assist ? helping(assist, (errors) => latest.current.onChecked(errors)) : [];
    view.current?.dispatch({ effects: compartments.current.help.reconfigure(help) });
  }, [assist]);

  const attributes = `${props.label}\n${props.about}\n${props.required}\n${props.invalid}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for everything that is read
  useEffect(() => {
    view.current?.dispatch({
      effects: compartments.current.attributes.reconfigure(attributesOf(latest.current)),
    });
  }, [attributes]);

  useEffect(() => {
    const { current: editor } = view;
    if (!editor) return;
    editor.dispatch(
      setDiagnostics(
        editor.state,
        marks.map((mark) => diagnosticOf(editor.state.doc, mark)),
      ),
    );
  }, [marks]);

  useImperativeHandle(handle, () => ({
    focus: () => view.current?.focus(),
    goTo(line, column) {
      const { current: editor } = view;
      if (!editor) return;
      const { from } = diagnosticOf(editor.state.doc, { line, column, message: '' });
      editor.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      editor.focus();
    },
    insert(text) {
      const { current: editor } = view;
      if (!editor) return;
      const { doc, selection } = editor.state;
      const line = doc.lineAt(selection.main.head);
      const from = line.length === 0 ? line.from : line.to;
      const insert = `${line.length === 0 ? '' : '\n'}${text.trimEnd()}`;
      editor.dispatch({ changes: { from, insert }, selection: { anchor: from + insert.length } });
      editor.focus();
    },
  }));

  const height: CSSProperties & Record<'--rows', string> = { '--rows': `calc(${rows * 1.5}em + 1rem)` };
  return <div ref={host} className="p-code-host" style={height} />;
}
