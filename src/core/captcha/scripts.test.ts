import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isScriptAddress, widgetSources } from './scripts.ts';

test.each([
  ['https://challenges.cloudflare.com/turnstile/v0/api.js', ['https://challenges.cloudflare.com']],
  ['https://Captcha.Corp.test:8443/api.js?render=explicit', ['https://captcha.corp.test:8443']],
  ['http://127.0.0.1:9/api.js', ['http://127.0.0.1:9']],
  ['https://[::1]:9/api.js', ['https://[::1]:9']],
  ['https://js.hcaptcha.com/1/api.js', ['https://hcaptcha.com', 'https://*.hcaptcha.com']],
  [
    'https://www.recaptcha.net/recaptcha/api.js',
    [
      'https://www.recaptcha.net/recaptcha/',
      'https://www.gstatic.com/recaptcha/',
      'https://www.gstatic.cn/recaptcha/',
    ],
  ],
])('%s may load its own scripts', (address, scripts) => {
  expect(isScriptAddress(address)).toBe(true);
  expect(widgetSources(address)['script-src']).toEqual(scripts);
});

test.each([
  ['another site in a path', 'https://captcha.test/https://hcaptcha.com/api.js'],
  ['a provider’s name as a part of another’s', 'https://www.google.com.captcha.test/recaptcha/api.js'],
  ['a provider’s name behind another’s', 'https://captcha.test/hcaptcha.com'],
])('%s opens nothing of the provider', (_, address) => {
  for (const addresses of Object.values(widgetSources(address)))
    expect(addresses.every((one) => one.endsWith('captcha.test'))).toBe(true);
});

test.each([
  ['a directive in the host', "https://a;script-src%20'unsafe-inline'/x.js"],
  ['a list in the host', 'https://a,https://b/x.js'],
  ['every host', 'https://*/x.js'],
  ['every host of a domain', 'https://*.test/x.js'],
  ['user information', 'https://captcha.test@evil.test/x.js'],
  ['a backslash', 'https://evil.test\\captcha.test/x.js'],
  ['a blank', 'https://captcha.test /x.js'],
  ['a line break', 'https://captcha.test\n/x.js'],
  ['script itself', 'javascript:alert(1)'],
  ['data', 'data:text/javascript,alert(1)'],
  ['no scheme', '//captcha.test/x.js'],
  ['nothing', ''],
])('%s is no address of a script', (_, address) => {
  expect(isScriptAddress(address)).toBe(false);
  expect(widgetSources(address)).toEqual({});
});

test('whatever is written as the address, nothing ends a directive or opens it for everybody', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.string().map((text) => `https://${text}/x.js`),
      ),
      (text) => {
        for (const address of Object.values(widgetSources(text)).flat())
          expect(address).toMatch(
            /^https?:\/\/(\*\.hcaptcha\.com|[a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?(\/recaptcha\/)?$/,
          );
      },
    ),
  );
});
