import { createRoot } from 'react-dom/client';
import '../../ui/kit/controls.ts';
import { PosternProvider } from '../../ui/kit/provider.tsx';
import { chooseLanguage, textsOf } from '../../ui/texts.ts';
import './styles/admin.css';
import './styles/bindings.css';
import { AdminPage } from './admin-page.tsx';
import { catalogues, languages } from './texts/index.ts';

const language = chooseLanguage(navigator.languages, languages, 'en');
document.documentElement.lang = language;

const root = document.getElementById('admin');
if (root) {
  createRoot(root).render(
    <PosternProvider>
      <AdminPage text={textsOf(catalogues[language])} language={language} />
    </PosternProvider>,
  );
}
