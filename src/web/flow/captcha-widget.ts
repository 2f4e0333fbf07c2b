import type { CaptchaWidget } from './wire.ts';

/** What all providers' scripts put into the page, under names of their own. */
interface Api {
  readonly ready?: (then: () => void) => void;
  readonly render: (box: HTMLElement, options: Readonly<Record<string, unknown>>) => unknown;
  readonly execute?: (what: unknown, options?: Readonly<Record<string, unknown>>) => unknown;
}

/** Two of them also answer to the name of the first provider, so its own name comes last. */
const names = ['turnstile', 'hcaptcha', 'grecaptcha'] as const;
type Name = (typeof names)[number];

/** How long a script may take to be there. */
const patience = 20_000;
/** An answer of reCAPTCHA v3 is good for two minutes and does not say when they are over. */
const lifetime = 110_000;

const scripts = new Map<string, Promise<{ readonly name: Name; readonly api: Api }>>();

const apiOf = (name: Name): Api | undefined => {
  const value: unknown = Reflect.get(globalThis, name);
  return typeof value === 'object' && value !== null ? (value as Api) : undefined;
};

/** Loads a provider's script, once for the page; a script that did not load can be tried again. */
function load(address: string): Promise<{ readonly name: Name; readonly api: Api }> {
  const known = scripts.get(address);
  if (known) return known;
  const before = new Map(names.map((name) => [name, apiOf(name)]));
  const loading = new Promise<{ name: Name; api: Api }>((resolve, reject) => {
    const script = document.createElement('script');
    const late = setTimeout(() => reject(new Error('the script took too long')), patience);
    script.src = address;
    script.async = true;
    script.onerror = () => reject(new Error('the script could not be loaded'));
    script.onload = () => {
      clearTimeout(late);
      // Another provider's script may be in the page already.
      const name = names.find((one) => apiOf(one) && apiOf(one) !== before.get(one)) ?? names.find(apiOf);
      const api = name && apiOf(name);
      if (!name || !api) return reject(new Error('the script brought no widget'));
      const there = () => resolve({ name, api });
      if (api.ready && name === 'grecaptcha') api.ready(there);
      else there();
    };
    document.head.append(script);
  });
  scripts.set(address, loading);
  loading.catch(() => scripts.delete(address));
  return loading;
}

/** What a widget tells: an answer for the server, that it has run out, that there is none to be had. */
export interface Listener {
  readonly solved: (token: string) => void;
  readonly expired: () => void;
  readonly failed: () => void;
}

const isDark = (): boolean => {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
};

/**
 * Puts the widget into `box`; one that nobody has to solve begins at once, and again when its answer has run out.
 * Rejects where its script does not come.
 */
export async function showWidget(box: HTMLElement, widget: CaptchaWidget, listener: Listener): Promise<void> {
  const { site_key: sitekey, js_url, interactive = false } = widget;
  const { name, api } = await load(js_url);
  const { solved, expired, failed } = listener;
  // A script that was asked to render this very key shows nothing by itself: its answers are fetched (reCAPTCHA v3).
  if (api.execute && new URL(js_url).searchParams.get('render') === sitekey) {
    const token = await api.execute(sitekey, { action: 'flow' });
    if (typeof token !== 'string') return failed();
    solved(token);
    const anew = () => box.isConnected && showWidget(box, widget, listener).catch(failed);
    setTimeout(anew, lifetime);
    return;
  }
  const unseen = !interactive && name !== 'turnstile';
  const shown = api.render(box, {
    sitekey,
    theme: isDark() ? 'dark' : 'light',
    callback: solved,
    'expired-callback': () => {
      expired();
      if (unseen) api.execute?.(shown);
    },
    'error-callback': failed,
    ...(unseen ? { size: 'invisible' } : {}),
  });
  if (unseen) api.execute?.(shown);
}
