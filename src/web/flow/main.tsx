/** @jsxImportSource preact */
import '../../ui/tokens.css';
import './styles/page.css';
import './styles/card.css';
import './styles/form.css';
import './styles/challenges.css';
import { render } from 'preact';
import { brandOf } from '../../ui/brand.ts';
import { chooseLanguage, fetchIn, textsOf, wantedLanguages } from '../../ui/texts.ts';
import { isEmbedded, tellAround } from '../embedded.ts';
import { catalogueOf, languages } from './catalogue.ts';
import { openExecutor, slugOf } from './executor.ts';
import { Flow } from './flow.tsx';
import { runMemoryIn } from './run.ts';

const language = chooseLanguage(wantedLanguages(), languages, 'en');
document.documentElement.lang = language;
const embedded = isEmbedded();
if (embedded) embed();

const base = location.href.split('#')[0] ?? location.href;
const brand = brandOf(document, base);
const query = location.search.slice(1);
const executor = openExecutor({
  slug: slugOf(location.pathname) ?? '',
  query,
  run: runMemoryIn(() => sessionStorage, `${location.pathname}?${query}`),
  cookies: () => document.cookie,
  fetch: fetchIn(language),
});

/** In another page of ours: without what is around the card, as high as the card, and links lead the whole page. */
function embed(): void {
  document.documentElement.dataset.embedded = '';
  const links = document.createElement('base');
  links.target = '_top';
  document.head.append(links);
  const grown = new ResizeObserver(() => tellAround({ height: document.body.offsetHeight }));
  grown.observe(document.body);
}

/** Replaces this page in the history: Back then leads to where the person came from, not to a login that is over. */
function leave(address: string): void {
  if (embedded) tellAround({ to: address });
  else if (address === base) location.reload();
  else location.replace(address);
}

const catalogue = await catalogueOf[language]();

const root = document.getElementById('flow');
if (root) {
  render(
    <Flow
      executor={executor}
      text={textsOf({ ...catalogue, ...(brand.title ? { product: brand.title } : {}) })}
      logo={brand.logo}
      base={base}
      inspecting={new URLSearchParams(query).has('inspector')}
      leave={leave}
      embedded={embedded}
    />,
    root,
  );
}
