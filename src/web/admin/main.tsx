import { createRoot } from 'react-dom/client';
import { brandOf } from '../../ui/brand.ts';
import '../../ui/kit/controls.ts';
import { PosternProvider } from '../../ui/kit/provider.tsx';
import { chooseLanguage, textsOf, wantedLanguages } from '../../ui/texts.ts';
import './styles/admin.css';
import './styles/bindings.css';
import { AdminPage } from './admin-page.tsx';
import { catalogueOf, languages } from './texts/index.ts';
import { learn, spoken } from './texts/spoken.ts';

const language = chooseLanguage(wantedLanguages(), languages, 'en');
document.documentElement.lang = language;

const brand = brandOf(document, location.href);
learn({ ...(await catalogueOf[language]()), ...(brand.title ? { product: brand.title } : {}) });
const text = textsOf(spoken);

const root = document.getElementById('admin');
if (root) {
  createRoot(root).render(
    <PosternProvider>
      <AdminPage text={text} language={language} logo={brand.logo} />
    </PosternProvider>,
  );
}
