import type { PageSources } from '../flow/page-sources.ts';

/**
 * An address with a named host, in parts. Only what is written here gets into a content security policy: a browser
 * would also take hosts with `;`, `,` or `*` in them, which mean something else there.
 */
const ADDRESS =
  /^(https?):\/\/([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?(?:[/?][!-[\]-~]*)?$/i;

/** True for an address that a page can load a script from. */
export const isScriptAddress = (text: string): boolean => ADDRESS.test(text);

const everywhere = (addresses: readonly string[]): PageSources => ({
  'script-src': addresses,
  'style-src': addresses,
  'frame-src': addresses,
  'connect-src': addresses,
});

/**
 * What a page has to be allowed for the widget behind `js_url`: its own origin, and of the providers whose script is
 * known to load more, no more than their documentation names. Paths keep out whatever else those hosts serve.
 */
export function widgetSources(js_url: string): PageSources {
  const [, scheme, host, port = ''] = ADDRESS.exec(js_url) ?? [];
  if (scheme === undefined || host === undefined) return {};
  const origin = `${scheme}://${host}${port}`.toLowerCase();
  switch (origin) {
    case 'https://www.google.com':
    case 'https://www.recaptcha.net':
    case 'https://recaptcha.net': {
      const own = `${origin}/recaptcha/`;
      return {
        'script-src': [own, 'https://www.gstatic.com/recaptcha/', 'https://www.gstatic.cn/recaptcha/'],
        'frame-src': [own, 'https://recaptcha.google.com/recaptcha/'],
        'connect-src': [own],
      };
    }
    case 'https://hcaptcha.com':
    case 'https://js.hcaptcha.com':
      return everywhere(['https://hcaptcha.com', 'https://*.hcaptcha.com']);
    default:
      return everywhere([origin]);
  }
}
