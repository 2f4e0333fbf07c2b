/** @jsxImportSource preact */
import '../../ui/tokens.css';
import './styles/page.css';
import './styles/card.css';
import './styles/form.css';
import './styles/challenges.css';
import { render } from 'preact';
import { brandOf } from '../../ui/brand.ts';
import { chooseLanguage, textsOf } from '../../ui/texts.ts';
import { catalogues } from './catalogue.ts';
import { openExecutor, slugOf } from './executor.ts';
import { Flow } from './flow.tsx';
import { runMemoryIn } from './run.ts';

const language = chooseLanguage(
  navigator.languages,
  Object.keys(catalogues) as (keyof typeof catalogues)[],
  'en',
);
document.documentElement.lang = language;

const base = location.href.split('#')[0] ?? location.href;
const brand = brandOf(document, base);
const query = location.search.slice(1);
const executor = openExecutor({
  slug: slugOf(location.pathname) ?? '',
  query,
  run: runMemoryIn(() => sessionStorage, `${location.pathname}?${query}`),
  cookies: () => document.cookie,
  fetch: (address, init) => fetch(address, init),
});

/** Replaces this page in the history: Back then leads to where the person came from, not to a login that is over. */
function leave(address: string): void {
  if (address === base) location.reload();
  else location.replace(address);
}

const root = document.getElementById('flow');
if (root) {
  render(
    <Flow
      executor={executor}
      text={textsOf({ ...catalogues[language], ...(brand.title ? { product: brand.title } : {}) })}
      logo={brand.logo}
      base={base}
      inspecting={new URLSearchParams(query).has('inspector')}
      leave={leave}
    />,
    root,
  );
}
