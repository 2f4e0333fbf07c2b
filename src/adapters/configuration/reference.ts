import { environmentName, metaOfOption, type OptionKey, type OptionMeta, optionKeys } from './options.ts';

/** One setting, in the words of the reference page. */
export interface OptionDescription extends OptionMeta {
  readonly key: OptionKey;
  readonly environment: string;
}

/** Every setting, in the order of the page. */
export const describe = (): readonly OptionDescription[] =>
  optionKeys.map((key) => ({ ...metaOfOption(key), key, environment: environmentName(key) }));

/** The text of `docs/reference/configuration.md`. */
export function renderReference(): string {
  return [HEAD, ...describe().map(section), TAIL].join('\n');
}

const section = ({ key, environment, title, description, example, secret, ...rest }: OptionDescription) => `\
### ${title}

${description}${secret ? ' The value is a secret: it is never shown in messages or logs.' : ''}

| | |
|---|---|
| environment | \`${environment}\` |
| file | \`${key}\` |
| default | ${rest.default} |
| example | \`${example}\` |
`;

const HEAD = `\
<!-- Generated from src/adapters/configuration/options.ts by "npm run generate". -->
# Configuration

Postern reads its settings once, at the start, from the environment and from a file. Nothing has to be set: without any
setting, Postern keeps its data in \`./data\`, starts a database of its own and listens on port 9000.

\`POSTERN_CONFIG\` names a file in YAML or JSON whose keys are those below. Where the environment has the same setting, the
environment wins. A blank value counts as unset. A list is written with commas or blanks between its parts; in the file
it may also be a list.

\`\`\`yaml
listen: 127.0.0.1:9000
public_url: https://id.example.com
trusted_proxies:
  - 127.0.0.1
  - 10.0.0.0/8
\`\`\`

A key that Postern does not know, or a value that it cannot use, ends the start with a message that names every such
key, its value (not where it is a secret), the reason and a right example. (Names that begin with \`POSTERN_TEST_\` belong
to the test suite and are not looked at.)

## Settings
`;

const TAIL = `\
## Which links Postern builds

Links in mails, redirects, metadata and tokens begin with the public address that is set here, and with nothing else:
\`X-Forwarded-Host\`, \`X-Forwarded-Proto\` and \`Forwarded\` never change them. As long as no public address is set, the
\`Host\` header of a request is believed only where a lie about it gains nothing: when it names this machine itself
(\`localhost\`, a name below it, \`127.0.0.0/8\`, \`[::1]\`), or when it is the very IP address and port that the connection
came in on. Every other request is refused with a sentence that says which setting is missing. So a fresh Postern can
be tried at once, and cannot be talked into sending somebody a link to a foreign host.

## Which address a client has

Postern takes the address of the other end of the connection. If that address is among the trusted proxies, Postern
reads what the proxy says, from right to left, until it meets an address that is not a trusted proxy: that one is the
client. Everything further left was written by the client and is not looked at.

- \`X-Forwarded-For\` and \`Forwarded\` (RFC 7239) are read; \`X-Real-IP\` only where neither of them is there.
- Where both are there and name different clients, the client's address is *unknown*. Let the proxy remove the header
  that it does not write itself.
- What cannot be parsed (a word, an obfuscated name, an address with a zone, octal numbers) is *unknown* too. Policies
  that ask for the address see that it is unknown; nothing is skipped because of it.
- From a peer that is no trusted proxy these headers are ignored, and the request's log line notes it.
`;
