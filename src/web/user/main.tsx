import { createRoot } from 'react-dom/client';
import { brandOf } from '../../ui/brand.ts';
import { PosternProvider } from '../../ui/kit/provider.tsx';
import { chooseLanguage, textsOf } from '../../ui/texts.ts';
import { openClient } from '../client.ts';
import { openApi } from './api.ts';
import { catalogues } from './catalogue.ts';
import './user.css';
import { openNotifications } from './notifications.ts';
import { UserPage } from './user-page.tsx';

const language = chooseLanguage(
  navigator.languages,
  Object.keys(catalogues) as (keyof typeof catalogues)[],
  'en',
);
document.documentElement.lang = language;

const client = openClient((address, init) => fetch(address, init));
const api = openApi(client);
const notifications = openNotifications(client);
const brand = brandOf(document, location.href);
const text = textsOf({ ...catalogues[language], ...(brand.title ? { product: brand.title } : {}) });
const leave = (address: string) => location.replace(address);

const root = document.getElementById('user');
if (root) {
  createRoot(root).render(
    <PosternProvider>
      <UserPage api={api} notifications={notifications} text={text} logo={brand.logo} leave={leave} />
    </PosternProvider>,
  );
}
