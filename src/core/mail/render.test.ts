import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAIL_LANGUAGES, mailLanguage, spanIn } from './language.ts';
import { MAIL_COLOUR, type MailLook, renderMail, renderSubject } from './render.ts';
import { MAIL_VALUES, type MailValue, readTemplate, TemplateFault, textOf } from './template.ts';
import { mailSources } from './templates/index.ts';
import { mailTemplates } from './templates.ts';

const look: MailLook = { language: 'en', brand: 'Corp', logo: '', colour: MAIL_COLOUR };
const written = (source: string, values: Partial<Record<MailValue, string>> = {}, more = {}) =>
  renderMail(readTemplate(source), values, { ...look, ...more });

describe('a mail from one source', () => {
  test('is text and HTML with the same words', () => {
    const source =
      'subject: Hi {{ user.name }}\n\n# Hello\nOne\ntwo **three**\n\n- a\n- b\n\n`{{ code }}`\n\n[Go]({{ url }})\n\n> small';
    const { subject, text, html } = written(source, {
      'user.name': 'Ada',
      code: '123456',
      url: 'https://id.corp.test/x?a=1&b=2',
    });
    expect(subject).toBe('Hi Ada');
    expect(text).toBe(
      'Hello\n=====\n\nOne two **three**\n\n- a\n- b\n\n    123456\n\nGo:\nhttps://id.corp.test/x?a=1&b=2\n\nsmall\n\n-- \nSent by Corp.\n'.replace(
        '**three**',
        'three',
      ),
    );
    expect(html).toContain('<strong>three</strong>');
    expect(html).toContain('href="https://id.corp.test/x?a=1&amp;b=2"');
    expect(html).toContain('prefers-color-scheme:dark');
  });

  test('what names a value that is not there is left out', () => {
    const source = 'subject: S\n\nStays\n\nUntil {{ expires }}.\n\n[Go]({{ url }})';
    expect(written(source).text).toBe('Stays\n\n-- \nSent by Corp.\n');
    expect(written(source, { expires: '1 day' }).text).toContain('Until 1 day.');
  });

  test.each([
    ['without a subject', '# Hello', 1, 'subject:'],
    ['with nothing below', 'subject: Hello\n', 2, 'below the subject'],
    ['naming what is not there', 'subject: Hello\n\nHi\n\n{{ user.password }}', 5, '"user.password"'],
    ['naming a member of every object', 'subject: Hello\n\n{{ constructor }}', 3, '"constructor"'],
    ['with an open end', 'subject: Hello\n\n**Hi', 3, '**'],
  ])('a template %s says where and how to mend it', (_, source, line, words) => {
    const fault = (() => {
      try {
        readTemplate(source);
      } catch (error) {
        return error;
      }
    })();
    expect(fault).toBeInstanceOf(TemplateFault);
    expect(fault).toMatchObject({ line, message: expect.stringContaining(words) });
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', '//evil.test', ''])(
    'a button leads to no other than a web address: %s',
    (url) => {
      expect(written('subject: S\n\nx\n\n[Go]({{ url }})', { url }).html).not.toContain('href');
    },
  );

  test('a value is never markup, whatever it holds', () => {
    const source = 'subject: {{ user.name }}\n\nHello {{ user.name }} **{{ user.name }}**\n\n`{{ code }}`';
    const bare = written(source, { 'user.name': 'x', code: 'x' }).html.split('<').length;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom('<script>', '{{ url }}', '**', '[x](y)', '"><img src=x>', '\r\nBcc: a@b'),
        ),
        (name) => {
          fc.pre(name.trim() !== '');
          const { html, text, subject } = written(source, { 'user.name': name, code: name });
          expect(html.split('<')).toHaveLength(bare);
          expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          // No value begins a line of its own.
          expect(text.split('\n').length).toBe(
            written(source, { 'user.name': 'x', code: 'x' }).text.split('\n').length,
          );
        },
      ),
    );
  });

  test('a subject that somebody configured takes values, too, in one line', () => {
    expect(renderSubject(textOf('Hi {{ user.name }}\n'), { 'user.name': 'a\r\nBcc: b@c' })).toBe(
      'Hi a Bcc: b@c',
    );
  });

  test.each([
    ['#000000', '#ffffff'],
    ['#ffee00', '#16211d'],
    [MAIL_COLOUR, '#ffffff'],
  ])('words on a button of %s are %s', (colour, ink) => {
    const html = written('subject: S\n\n[Go]({{ url }})', { url: 'https://a.test' }, { colour }).html;
    expect(html).toContain(`color:${ink};text-decoration:none`);
  });
});

describe('the mails of Postern', () => {
  test.each(mailSources.flatMap(({ name }) => MAIL_LANGUAGES.map((language) => [name, language] as const)))(
    '%s can be read in %s, and every value of it is known',
    (name, language) => {
      const found = mailTemplates().find(name, language);
      expect(found?.language).toBe(language);
      const { subject, html, text } = renderMail(found?.template ?? readTemplate(''), MAIL_VALUES, {
        ...look,
        language,
      });
      expect(`${subject}${html}${text}`).not.toContain('{{');
      expect(html).toContain(`<html lang="${language}">`);
    },
  );

  test('a house has its own, in the place of ours, and in the language that it is written in', () => {
    const own = mailTemplates([
      { name: 'email/setup.html', title: 'Ours', sources: { de: 'subject: Unser\n\nText' } },
      { name: 'welcome', title: 'Welcome', sources: { en: 'subject: Welcome\n\nText' } },
    ]);
    expect(own.find('email/setup.html', 'en')?.language).toBe('de');
    expect(own.find('welcome', 'de')?.language).toBe('en');
    expect(own.find('invitation', 'de')?.language).toBe('de');
    expect(own.find('nobody', 'en')).toBeUndefined();
    expect(own.list().filter(({ name }) => name === 'email/setup.html')).toEqual([
      { name: 'email/setup.html', title: 'Ours' },
    ]);
  });
});

test.each([
  [['de-AT'], 'de'],
  [['fr', 'de_DE'], 'de'],
  [[undefined, 7, ''], 'en'],
] as const)('the language of %j is %s', (tags, language) => expect(mailLanguage(...tags)).toBe(language));

test.each([
  [0.2, '1 second', '1 Sekunde'],
  [60, '1 minute', '1 Minute'],
  [1_800, '30 minutes', '30 Minuten'],
  [3_600, '1 hour', '1 Stunde'],
  [5_400, '90 minutes', '90 Minuten'],
  [172_799, '47 hours', '47 Stunden'],
  [172_800, '2 days', '2 Tage'],
])('%d seconds are %s', (seconds, english, german) => {
  expect(spanIn('en', seconds)).toBe(english);
  expect(spanIn('de', seconds)).toBe(german);
});
