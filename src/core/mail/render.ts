import { escaped } from '../http/escaped.ts';
import type { MailLanguage } from './language.ts';
import type { Block, MailTemplate, MailValue, Text } from './template.ts';

/** What is put in the place of names; one that is not there is empty. */
export type MailValues = Readonly<Partial<Record<MailValue, string>>>;

/** How mails of a brand look. */
export interface MailLook {
  readonly language: MailLanguage;
  readonly brand: string;
  /** An absolute address, or empty. */
  readonly logo: string;
  /** Of buttons, as `#rrggbb`. */
  readonly colour: string;
}

export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export const MAIL_COLOUR = '#2f6f5e';
const LONGEST_SUBJECT = 200;

const WORDS = {
  en: { address: 'If the button does not work, open this address:', footer: 'Sent by {brand}.' },
  de: {
    address: 'Wenn die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:',
    footer: 'Gesendet von {brand}.',
  },
} as const;

/** Makes a mail of a template: the subject in one line, the same words as text and as HTML. */
export function renderMail(template: MailTemplate, values: MailValues, look: MailLook): WrittenMail {
  const blocks = template.blocks.filter((block) => isWhole(block, values));
  const plain = (text: Text) => plainOf(text, values);
  const footer = WORDS[look.language].footer.replace('{brand}', () => look.brand);
  return {
    subject: subjectLine(plain(template.subject)),
    text: `${blocks.map((block) => textBlock(block, plain)).join('\n\n')}\n\n-- \n${footer}\n`,
    html: page(
      blocks.map((block) => htmlBlock(block, values, look)),
      { look, footer, title: plain(template.subject) },
    ),
  };
}

/** The subject of a mail that somebody configured, with the values in it. */
export const renderSubject = (subject: Text, values: MailValues): string =>
  subjectLine(plainOf(subject, values));

/** A line break would begin another header. */
const subjectLine = (text: string): string => {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return line.length > LONGEST_SUBJECT ? `${line.slice(0, LONGEST_SUBJECT - 1).toWellFormed()}…` : line;
};

/** A block that names something which is not there is left out: "until {{ expires }}" of what never ends. */
function isWhole(block: Block, values: MailValues): boolean {
  const texts =
    block.block === 'button' ? [block.label, block.address] : block.block === 'list' ? [] : [block.text];
  return texts.flat().every((piece) => !('value' in piece) || (values[piece.value] ?? '') !== '');
}

const plainOf = (text: Text, values: MailValues): string =>
  text.map((piece) => ('words' in piece ? piece.words : oneLine(values[piece.value] ?? ''))).join('');

/** A value of many lines could look like blocks of its own. */
const oneLine = (value: string): string => value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

function textBlock(block: Block, plain: (text: Text) => string): string {
  switch (block.block) {
    case 'heading': {
      const line = plain(block.text);
      return `${line}\n${'='.repeat(Math.min(line.length, 70))}`;
    }
    case 'paragraph':
      return plain(block.text);
    case 'note':
      return plain(block.text);
    case 'code':
      return `    ${plain(block.text)}`;
    case 'list':
      return block.items.map((item) => `- ${plain(item)}`).join('\n');
    case 'button':
      return `${plain(block.label)}:\n${plain(block.address)}`;
  }
}

const htmlOf = (text: Text, values: MailValues): string =>
  text
    .map((piece) => {
      const words = escaped('words' in piece ? piece.words : oneLine(values[piece.value] ?? ''));
      return piece.strong ? `<strong>${words}</strong>` : words;
    })
    .join('');

/** Only web addresses may be opened from a mail. */
const webAddress = (text: string): string => (/^https?:\/\/[^\s"'<>]+$/i.test(text) ? text : '');

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const MONO = "font-family:ui-monospace,Menlo,Consolas,'Courier New',monospace";

/** Clients that know no style sheet read the styles of the elements; those that know dark mode read the classes. */
function htmlBlock(block: Block, values: MailValues, look: MailLook): string {
  const inline = (text: Text) => htmlOf(text, values);
  switch (block.block) {
    case 'heading':
      return row(
        `<h1 class="ink" style="margin:0;${FONT};font-size:22px;line-height:30px;font-weight:600;color:#16211d">${inline(block.text)}</h1>`,
      );
    case 'paragraph':
      return row(
        `<p class="ink" style="margin:0;${FONT};font-size:16px;line-height:24px;color:#16211d">${inline(block.text)}</p>`,
      );
    case 'note':
      return row(
        `<p class="soft" style="margin:0;${FONT};font-size:14px;line-height:20px;color:#55635d">${inline(block.text)}</p>`,
      );
    case 'code':
      return row(
        `<p class="code" style="margin:0;padding:16px;${MONO};font-size:28px;line-height:36px;letter-spacing:4px;text-align:center;background:#eef3f1;color:#16211d;border-radius:6px">${inline(block.text)}</p>`,
      );
    case 'list':
      return row(
        `<ul class="ink" style="margin:0;padding:0 0 0 20px;${FONT};font-size:16px;line-height:24px;color:#16211d">${block.items
          .map((item) => `<li>${inline(item)}</li>`)
          .join('')}</ul>`,
      );
    case 'button': {
      const address = escaped(webAddress(plainOf(block.address, values)));
      if (address === '') return row(inline(block.label));
      const { colour, language } = look;
      return [
        row(
          `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="border-radius:6px;background:${colour}" bgcolor="${colour}"><a href="${address}" style="display:inline-block;padding:12px 24px;${FONT};font-size:16px;line-height:24px;font-weight:600;color:${inkOn(colour)};text-decoration:none;border-radius:6px">${inline(block.label)}</a></td></tr></table>`,
        ),
        row(
          `<p class="soft" style="margin:0;${FONT};font-size:13px;line-height:18px;color:#55635d">${WORDS[language].address}<br><a class="soft" href="${address}" style="color:#55635d;word-break:break-all">${address}</a></p>`,
        ),
      ].join('');
    }
  }
}

const row = (content: string): string => `<tr><td style="padding:0 32px 20px">${content}</td></tr>`;

/** White or nearly black, whichever is easier to read on that colour (WCAG's relative luminance). */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? '#16211d' : '#ffffff';
}

const DARK = [
  '.paper{background:#1b2421!important}',
  '.desk{background:#121816!important}',
  '.ink{color:#e8efec!important}',
  '.soft{color:#a9b8b1!important}',
  '.code{background:#26322e!important;color:#e8efec!important}',
].join('');

function page(
  rows: readonly string[],
  about: { readonly look: MailLook; readonly footer: string; readonly title: string },
): string {
  const { look, footer, title } = about;
  const brand = escaped(look.brand);
  const logo = escaped(webAddress(look.logo));
  const head =
    logo === ''
      ? `<span class="ink" style="${FONT};font-size:18px;line-height:24px;font-weight:600;color:#16211d">${brand}</span>`
      : `<img src="${logo}" alt="${brand}" height="40" style="display:block;height:40px;max-width:240px;border:0;${FONT};font-size:18px;color:#16211d">`;
  return [
    `<!doctype html><html lang="${look.language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escaped(title)}</title>`,
    `<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${DARK}}</style></head>`,
    '<body class="desk" style="margin:0;padding:0;background:#f2f5f4">',
    '<table role="presentation" class="desk" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f2f5f4"><tr><td align="center" style="padding:32px 12px">',
    '<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px;background:#ffffff;border-radius:8px">',
    `<tr><td style="padding:28px 32px 24px">${head}</td></tr>`,
    ...rows,
    '<tr><td style="padding:0 0 12px;font-size:0;line-height:0">&nbsp;</td></tr></table>',
    `<p class="soft" style="margin:16px 0 0;${FONT};font-size:13px;line-height:18px;color:#55635d">${escaped(footer)}</p>`,
    '</td></tr></table></body></html>',
  ].join('\n');
}
