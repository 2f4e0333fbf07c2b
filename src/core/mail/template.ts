/**
 * A mail as somebody writes it: a subject, then blocks, each a line or some lines with a blank line behind.
 *
 *     subject: Set a new password
 *
 *     # A new password
 *     Hello {{ user.name }},
 *     [Set a new password]({{ url }})
 *     > This works once, for {{ expires }}.
 *
 * HTML and text are both made from this. Values are put into the blocks after they were read, so that no value can
 * become markup.
 */
export interface MailTemplate {
  readonly subject: Text;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly block: 'heading' | 'paragraph' | 'note' | 'code'; readonly text: Text }
  | { readonly block: 'list'; readonly items: readonly Text[] }
  | { readonly block: 'button'; readonly label: Text; readonly address: Text };

/** Words and values in turn; `strong` words stand out. */
export type Text = readonly Piece[];
export type Piece =
  | { readonly words: string; readonly strong: boolean }
  | { readonly value: MailValue; readonly strong: boolean };

/** What a template may name, with an example of each for previews. */
export const MAIL_VALUES = {
  url: 'https://id.example.com/if/flow/example/?flow_token=example',
  code: '482913',
  expires: '30 minutes',
  brand: 'Example',
  origin: 'https://id.example.com',
  sender: 'Grace Hopper',
  message: 'Something happened that you wanted to know of.',
  'user.name': 'Ada Lovelace',
  'user.username': 'ada',
  'user.email': 'ada@example.com',
} as const;

export type MailValue = keyof typeof MAIL_VALUES;

/** A mistake in a template: on which line, and how to mend it. */
export class TemplateFault extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.name = 'TemplateFault';
    this.line = line;
  }
}

const BUTTON = /^\[([^\]]+)\]\((.+)\)$/;
const CODE = /^`(.+)`$/;

/** Reads a template; throws a `TemplateFault` where it is none. */
export function readTemplate(source: string): MailTemplate {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const subject = /^subject:\s*(.+)$/i.exec(lines[first]?.trim() ?? '')?.[1];
  if (subject === undefined)
    throw new TemplateFault(first + 1, 'Begin with a line such as "subject: Set a new password".');

  const blocks: Block[] = [];
  let open: string[] = [];
  let begun = 0;
  const close = () => {
    if (open.length > 0) blocks.push(blockOf(open, begun));
    open = [];
  };
  for (const [index, raw] of lines.entries()) {
    if (index <= first) continue;
    const line = raw.trim();
    const alone = /^#\s/.test(line) || BUTTON.test(line) || CODE.test(line);
    if (line === '' || alone || kindOf(line) !== kindOf(open[0] ?? line)) close();
    if (line === '') continue;
    if (open.length === 0) begun = index + 1;
    open.push(line);
    if (alone) close();
  }
  close();
  if (blocks.length === 0) throw new TemplateFault(lines.length, 'Write something below the subject.');
  return { subject: textOf(subject, first + 1), blocks };
}

const kindOf = (line: string): 'note' | 'list' | 'words' =>
  line.startsWith('> ') ? 'note' : line.startsWith('- ') ? 'list' : 'words';

function blockOf(lines: readonly string[], at: number): Block {
  const [line = ''] = lines;
  const button = BUTTON.exec(line);
  if (button)
    return { block: 'button', label: textOf(button[1] ?? '', at), address: textOf(button[2] ?? '', at) };
  const code = CODE.exec(line)?.[1];
  if (code !== undefined) return { block: 'code', text: textOf(code, at) };
  if (/^#\s/.test(line)) return { block: 'heading', text: textOf(line.slice(1).trim(), at) };
  const kind = kindOf(line);
  if (kind === 'list')
    return { block: 'list', items: lines.map((item, index) => textOf(item.slice(2).trim(), at + index)) };
  const words = lines.map((one) => (kind === 'note' ? one.slice(2) : one).trim()).join(' ');
  return { block: kind === 'note' ? 'note' : 'paragraph', text: textOf(words, at) };
}

const PIECE = /\{\{\s*([^{}]*?)\s*\}\}|\*\*/g;

/** Words with `{{ values }}` in them, and `**strong**` ones. */
export function textOf(source: string, line = 1): Text {
  const pieces: Piece[] = [];
  let strong = false;
  let from = 0;
  const words = (to: number) => {
    if (to > from) pieces.push({ words: source.slice(from, to), strong });
  };
  for (const found of source.matchAll(PIECE)) {
    words(found.index);
    from = found.index + found[0].length;
    if (found[0] === '**') strong = !strong;
    else pieces.push({ value: named(found[1] ?? '', line), strong });
  }
  words(source.length);
  if (strong) throw new TemplateFault(line, 'Close "**" on the same line.');
  return pieces;
}

function named(name: string, line: number): MailValue {
  if (Object.hasOwn(MAIL_VALUES, name)) return name as MailValue;
  const known = Object.keys(MAIL_VALUES).join(', ');
  throw new TemplateFault(line, `There is no value "${name}". There are: ${known}.`);
}
