/** @jsxImportSource preact */
import { render } from 'preact';
import { chooseLanguage, textsOf, wantedLanguages } from '../../ui/texts.ts';
import { catalogueOf, languages } from './catalogue.ts';
import { PromptControl } from './challenges/prompt-control.tsx';
import { inOrder } from './challenges/prompt-fields.ts';
import { type Page, PageContext } from './page.ts';
import card from './styles/card.css?inline';
import challenges from './styles/challenges.css?inline';
import form from './styles/form.css?inline';
import alone from './styles/preview.css?inline';
import type { PromptField } from './wire.ts';

const words = await catalogueOf[chooseLanguage(wantedLanguages(), languages, 'en')]();

/** A page on which nothing is sent: what is typed stays in its field. */
const still: Page = {
  text: textsOf(words),
  base: location.href,
  challenge: { component: 'ak-stage-prompt' },
  draft: {},
  restarted: false,
  sending: false,
  slow: false,
  failure: undefined,
  inspecting: false,
  answer: () => undefined,
  show: () => undefined,
};

/** Draws fields of a prompt into `host` as the login page draws them, its style sheets kept apart from those around. */
export function drawPrompt(host: HTMLElement, fields: readonly PromptField[]): void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  if (root.adoptedStyleSheets.length === 0)
    root.adoptedStyleSheets = [alone, card, form, challenges].map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
  render(
    <PageContext.Provider value={still}>
      <div class="screen">
        {inOrder(fields).map((field) => (
          // What a field begins with counts when it is drawn first: one that begins otherwise is another one.
          <PromptControl key={JSON.stringify(field)} field={field} formName={`preview-${field.field_key}`} />
        ))}
      </div>
    </PageContext.Provider>,
    root,
  );
}
