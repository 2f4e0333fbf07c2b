import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/**
 * What replaces a selection, or comes as a longer text in one piece, is put into the document instead of into the page:
 * there the browser would keep the look of what was replaced by inline styles, which the pages' policy refuses.
 */
export const inserting: Extension = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType, isComposing } = event;
    if (inputType !== 'insertText' || isComposing || !data || view.state.readOnly) return false;
    const [range] = event.getTargetRanges();
    const { main } = view.state.selection;
    const ends = range
      ? [
          view.posAtDOM(range.startContainer, range.startOffset),
          view.posAtDOM(range.endContainer, range.endOffset),
        ]
      : [main.from, main.to];
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    if (from === to && data.length === 1) return false;
    const change = () =>
      view.state.update({
        changes: { from, to, insert: data },
        selection: { anchor: from + view.state.toText(data).length },
        userEvent: 'input.type',
        scrollIntoView: true,
      });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, data, change))) view.dispatch(change());
    event.preventDefault();
    return true;
  },
});
