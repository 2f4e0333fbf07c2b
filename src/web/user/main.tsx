import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Skeleton.css';
import { createRoot } from 'react-dom/client';
import { brandOf } from '../../ui/brand.ts';
import { PosternProvider } from '../../ui/kit/provider.tsx';
import { chooseLanguage, fetchIn, textsOf, wantedLanguages } from '../../ui/texts.ts';
import { openClient } from '../client.ts';
import { openApi } from './api.ts';
import { catalogueOf, languages } from './catalogue.ts';
import './user.css';
import { openNotifications } from './notifications.ts';
import { UserPage } from './user-page.tsx';

const language = chooseLanguage(wantedLanguages(), languages, 'en');
document.documentElement.lang = language;

const client = openClient(fetchIn(language));
const api = openApi(client);
const notifications = openNotifications(client);
const brand = brandOf(document, location.href);
const catalogue = await catalogueOf[language]();
const text = textsOf({ ...catalogue, ...(brand.title ? { product: brand.title } : {}) });
const leave = (address: string) => location.replace(address);

const root = document.getElementById('user');
if (root) {
  createRoot(root).render(
    <PosternProvider>
      <UserPage
        api={api}
        client={client}
        notifications={notifications}
        text={text}
        language={language}
        logo={brand.logo}
        leave={leave}
      />
    </PosternProvider>,
  );
}
