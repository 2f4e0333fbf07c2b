import { Input } from '@mantine/core';
import {
  type ComponentType,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { CodeAssist, CodeLanguage, CodeMark } from '../code-editor/assist.ts';
import type { CodeEditorProps } from '../code-editor/code-editor.tsx';
import type { CodeHandle } from '../code-editor/code-handle.ts';
import { CodeArea } from './code-area.tsx';
import type { FormWords } from './words.ts';

interface CodeFieldProps {
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  readonly rows: number;
  readonly value: string;
  readonly errors: readonly string[];
  readonly words: FormWords;
  readonly language?: CodeLanguage;
  /** Checks, completes and explains while somebody writes; none where nobody knows the language. */
  readonly assist?: CodeAssist | undefined;
  /** Stands above the text. */
  readonly tools?: ReactNode;
  /** What can be asked of the editor. */
  readonly handle?: RefObject<CodeHandle | null>;
  readonly onChange: (value: string) => void;
}

let loaded: ComponentType<CodeEditorProps> | undefined;

/** The editor once it is there. It is as large as the rest of the page, and comes when a text is to be edited. */
function useEditor(beforeTakingOver: () => void): ComponentType<CodeEditorProps> | undefined {
  const [editor, setEditor] = useState(() => loaded);
  const prepare = useRef(beforeTakingOver);
  prepare.current = beforeTakingOver;
  useEffect(() => {
    let wanted = true;
    import('../code-editor/code-editor.tsx').then(
      ({ CodeEditor }) => {
        loaded = CodeEditor;
        if (!wanted) return;
        prepare.current();
        setEditor(() => CodeEditor);
      },
      // Where it cannot be loaded, the plain control stays: everything can be written in it.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  return editor;
}

const PLACE = /Line (\d+), column (\d+)/;

/** Errors that name a place, as the editor marks them. */
const marksOf = (errors: readonly string[]): readonly CodeMark[] =>
  errors.flatMap((message) => {
    const [, line, column] = PLACE.exec(message) ?? [];
    return line && column ? [{ line: Number(line), column: Number(column), message }] : [];
  });

/** A text with numbered lines. Errors that name a line can be followed to it. */
export function CodeField(props: CodeFieldProps) {
  const { label, description, required, rows, value, errors, words, language = 'plain', onChange } = props;
  const { assist, tools } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const own = useRef<CodeHandle>(null);
  const handle = props.handle ?? own;
  const cursor = useRef<number>(undefined);
  const [found, setFound] = useState<number>();
  const id = useId();
  const Editor = useEditor(() => {
    const { current: plain } = area;
    cursor.current = plain && plain === document.activeElement ? plain.selectionStart : undefined;
  });
  const said = errors.join('\n');
  const marks = useMemo(() => marksOf(said === '' ? [] : said.split('\n')), [said]);
  const invalid = errors.length > 0;

  return (
    <Input.Wrapper
      {...(Editor ? { labelElement: 'div' as const } : { id })}
      label={label}
      labelProps={{ onClick: () => handle.current?.focus() }}
      description={description}
      required={required}
      error={
        invalid ? (
          <CodeErrors
            errors={errors}
            words={words}
            onJump={(line, column) => handle.current?.goTo(line, column)}
          />
        ) : undefined
      }
    >
      <div className="p-code" data-invalid={invalid}>
        {tools ? <div className="p-code-tools">{tools}</div> : null}
        {Editor ? (
          <Editor
            {...{ label, required, invalid, rows, value, language, marks, assist, handle, onChange }}
            about={[description, ...errors, words.code.way_out].join(' ')}
            words={words.code}
            cursor={cursor.current}
            onChecked={setFound}
          />
        ) : (
          <CodeArea {...{ id, required, invalid, rows, value, handle, onChange }} area={area} />
        )}
        <p className="p-code-foot" aria-hidden="true">
          <span>{language === 'plain' ? '' : words.code.languages[language]}</span>
          <span data-tone={found ? 'danger' : 'plain'}>
            {assist && found !== undefined ? words.code.found(found) : ''}
          </span>
          <span>{words.code.way_out}</span>
        </p>
      </div>
    </Input.Wrapper>
  );
}

function CodeErrors(props: {
  readonly errors: readonly string[];
  readonly words: FormWords;
  readonly onJump: (line: number, column: number) => void;
}) {
  return (
    <span className="p-code-errors">
      {props.errors.map((error) => {
        const [, line, column] = PLACE.exec(error) ?? [];
        return (
          <span key={error}>
            {error}
            {line && column ? (
              <button
                type="button"
                className="p-link-button"
                onClick={() => props.onJump(Number(line), Number(column))}
              >
                {props.words.goToLine(line)}
              </button>
            ) : null}
          </span>
        );
      })}
    </span>
  );
}
