import '@mantine/core/styles/Radio.css';
import '@mantine/core/styles/InlineInput.css';
import { Radio } from '@mantine/core';
import { showTheme, type Theme } from '../../../ui/kit/color-scheme.ts';
import { languageNames } from '../catalogue.ts';
import { choicesOf } from '../settings-of.ts';
import { useUser } from '../user.ts';
import { Part } from './part.tsx';

const themes: readonly Theme[] = ['automatic', 'light', 'dark'];
const isTheme = (value: string): value is Theme => themes.some((one) => one === value);

/** How the pages look and speak; kept on the server, so it is the same in every browser. */
export function Appearance() {
  const { text, me, choose } = useUser();
  const { theme, locale } = choicesOf(me.settings);
  const wear = (value: string) => {
    if (!isTheme(value)) return;
    showTheme(value);
    void choose({ theme: { base: value } });
  };
  const speak = async (value: string) => {
    await choose({ locale: value });
    // The words of a page are chosen when it is loaded.
    location.reload();
  };
  return (
    <Part title={text('settings.appearance')} lead={text('appearance.lead')}>
      <div className="choices">
        <Radio.Group label={text('appearance.theme')} value={theme} onChange={wear}>
          {themes.map((one) => (
            <Radio key={one} value={one} label={text(`appearance.theme_${one}`)} />
          ))}
        </Radio.Group>
        <Radio.Group
          label={text('appearance.language')}
          value={locale}
          onChange={(value) => void speak(value)}
        >
          <Radio value="" label={text('appearance.language_browser')} />
          {Object.entries(languageNames).map(([tag, name]) => (
            <Radio key={tag} value={tag} label={<span lang={tag}>{name}</span>} />
          ))}
        </Radio.Group>
      </div>
    </Part>
  );
}
