import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const frame = EditorView.theme({
  '&': {
    backgroundColor: 'transparent',
    color: 'var(--postern-ink)',
    fontSize: 'inherit',
    maxBlockSize: '32rem',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--postern-font-mono)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--postern-ink)', minBlockSize: 'var(--rows)' },
  '.cm-line': { padding: '0 0.75rem' },
  '.cm-gutters': {
    minBlockSize: 'var(--rows)',
    backgroundColor: 'var(--postern-surface-sunk)',
    color: 'var(--postern-ink-soft)',
    border: '0',
    borderInlineEnd: '1px solid var(--postern-line)',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.625rem', minInlineSize: 'calc(3rem - 1px)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--postern-primary) 7%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--postern-primary-soft)', color: 'var(--postern-ink)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--postern-primary-soft)',
    outline: '1px solid var(--postern-primary)',
  },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--postern-danger-soft)' },
  '.cm-content ::selection': {
    backgroundColor: 'color-mix(in srgb, var(--postern-primary) 30%, transparent)',
  },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--postern-danger)',
    textUnderlineOffset: '0.2em',
  },
  '.cm-lintPoint-error::after': { borderBottomColor: 'var(--postern-danger)' },
  '.cm-tooltip': {
    maxInlineSize: 'min(32rem, 80vw)',
    backgroundColor: 'var(--postern-surface)',
    color: 'var(--postern-ink)',
    border: '1px solid var(--postern-line-control)',
    borderRadius: '0.5rem',
    boxShadow: 'var(--postern-shadow)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--postern-font-mono)',
    maxBlockSize: '14rem',
    borderRadius: '0.5rem',
    minInlineSize: 'min(16rem, 70vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.25rem 0.625rem', lineHeight: '1.5' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--postern-primary)',
    color: 'var(--postern-on-primary)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.8', marginInlineStart: '0.75rem' },
  '.cm-tooltip.cm-completionInfo, .cm-tooltip-hover, .cm-tooltip-lint': {
    padding: '0.5rem 0.75rem',
    fontFamily: 'var(--postern-font)',
    fontSize: '0.875rem',
    lineHeight: '1.45',
  },
  '.cm-diagnostic': { padding: '0', borderInlineStart: '0', whiteSpace: 'pre-wrap' },
  '.p-fact-type': {
    display: 'block',
    fontFamily: 'var(--postern-font-mono)',
    whiteSpace: 'pre-wrap',
    wordBreak: 'break-word',
  },
  '.p-fact-about': { display: 'block', marginBlockStart: '0.25rem', color: 'var(--postern-ink-soft)' },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--postern-code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--postern-code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--postern-code-number)' },
  { tag: [tags.comment, tags.meta], color: 'var(--postern-ink-soft)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--postern-code-type)' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--postern-code-call)',
  },
]);

/** How the editor looks: by the tokens alone, so that light and dark are those of the page around it. */
export const look: Extension = [frame, syntaxHighlighting(colours)];
