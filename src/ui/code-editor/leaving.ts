import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';

/** How long Tab leaves the editor after Escape was pressed, unless something else is typed. */
const LEAVING = 60_000;

/**
 * The way out for whoever has no mouse: Escape, then Tab. It is announced, and the first Escape closes no dialog around
 * the editor; the second does.
 */
export function leaving(announcement: string): Extension {
  let leaves = false;
  return [
    Prec.lowest(
      keymap.of([
        {
          key: 'Escape',
          run(view) {
            if (leaves) return false;
            leaves = true;
            view.setTabFocusMode(LEAVING);
            view.dispatch({ effects: EditorView.announce.of(announcement) });
            return true;
          },
        },
      ]),
    ),
    EditorView.domEventObservers({
      keydown(event) {
        if (event.key !== 'Escape' && event.key !== 'Tab' && event.key !== 'Shift') leaves = false;
      },
      blur() {
        leaves = false;
      },
    }),
  ];
}
