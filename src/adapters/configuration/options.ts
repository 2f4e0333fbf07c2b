import { resolve } from 'node:path';
import { z } from 'zod';
import type { AllowedDestination } from './destinations.ts';
import { destination } from './destinations.ts';
import { isHostName, listenAddress } from './listen.ts';
import type { Network } from './network.ts';
import { parseAddress, parseNetwork } from './network.ts';
import type { Parsed } from './parsed.ts';
import { publicUrl } from './public-url.ts';

/** How much the log tells, from much to little. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const parsed = <T>(parse: (text: string) => Parsed<T>) =>
  z.string().transform((text, context): T => {
    const result = parse(text);
    if ('value' in result) return result.value;
    context.addIssue({ code: 'custom', message: result.reason });
    return z.NEVER;
  });

/** In the environment a list is written with commas or blanks; in a file it may also be a list. */
const listOf = <T>(parse: (text: string) => Parsed<T>) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((value) => (typeof value === 'string' ? value.split(/[\s,]+/) : value))
    .transform((words, context): readonly T[] =>
      words.filter(Boolean).flatMap((word) => {
        const result = parse(word);
        if ('value' in result) return [result.value];
        context.addIssue({ code: 'custom', message: `${JSON.stringify(word)}: ${result.reason}` });
        return [];
      }),
    );

const proxyNetwork = (text: string): Parsed<Network> => {
  const network = parseNetwork(text);
  if ('reason' in network) return network;
  if (network.prefix === 0)
    return { reason: 'This trusts everybody: any client could choose its own address.' };
  return { value: network };
};

const databaseUrl = (text: string): Parsed<string> =>
  URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)
    ? { value: text }
    : { reason: 'Write the address of a PostgreSQL database.' };

const email = (text: string): Parsed<string> =>
  z.email().safeParse(text).success ? { value: text } : { reason: 'This is no e-mail address.' };

const webAddress = (text: string): Parsed<string> =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
    ? { value: text }
    : { reason: 'The address has to begin with https:// or http://.' };

/** In the environment a number is a text; in a file it may also be a number. */
const wholeNumber = (low: number, high: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d+$/, 'Write a whole number.')
        .transform(Number),
    ])
    .pipe(z.int('Write a whole number.').min(low, `At least ${low}.`).max(high, `At most ${high}.`));

/** In the environment yes and no are texts; in a file they may also be true and false. */
const yesOrNo = () =>
  z.union([
    z.boolean(),
    z
      .string()
      .regex(/^(true|false)$/i, 'Write true or false.')
      .transform((text) => text.toLowerCase() === 'true'),
  ]);

const hostName = (text: string): Parsed<string> =>
  isHostName(text) || parseAddress(text)
    ? { value: text }
    : { reason: 'Write the name or the address of a host, without a port.' };

/** The sender of mails: an address, with or without a name in front. */
const sender = (text: string): Parsed<string> =>
  // The host may have one label, as `localhost` has.
  /^[^\s@<>]+@[^\s@<>]+$/.test(/^[^<>\p{Cc}]*<([^<>]+)>$/u.exec(text)?.[1] ?? text)
    ? { value: text }
    : { reason: 'This is no e-mail address, such as "Postern <postern@example.com>".' };

const MOST_SECONDS = 10 * 366 * 86_400;

const DATA_DIR = './data';

const file = () =>
  z
    .string()
    .min(1, 'Write the path of a file.')
    .transform((path) => resolve(path))
    .nullable()
    .default(null);

/**
 * Every setting, under its key in the file; in the environment it is the key in capitals after `POSTERN_`. `example` is
 * a right value, `default` the words for what counts where nothing is set, `secret` keeps the value out of messages.
 */
export const options = z.strictObject({
  listen: parsed(listenAddress).prefault(':9000').meta({
    title: 'Address to listen on',
    description:
      'Host and port. Without a host, every address of the machine. Port 0 takes a free port. An IPv6 address stands in brackets.',
    example: '127.0.0.1:9000',
    default: '`:9000`',
  }),
  public_url: parsed(publicUrl).nullable().default(null).meta({
    title: 'Public address',
    description:
      'Where people reach this Postern: scheme, host and, if it is not the usual one, port. Every link that leaves Postern is built from it and never from what a request says of itself.',
    example: 'https://id.example.com',
    default: 'unset: links are built on this machine’s own addresses only (see below)',
  }),
  data_dir: z
    .string()
    .prefault(DATA_DIR)
    .transform((path) => resolve(path))
    .meta({
      title: 'Data directory',
      description:
        'Where the embedded database and other files live. A relative path begins where Postern was started.',
      example: '/var/lib/postern',
      default: `\`${DATA_DIR}\``,
    }),
  database_url: parsed(databaseUrl).nullable().default(null).meta({
    title: 'Database',
    description: 'A PostgreSQL of version 15 or newer to use instead of the embedded one.',
    example: 'postgres://postern:password@db.example.com/postern',
    default: 'unset: the embedded PostgreSQL',
    secret: true,
  }),
  trusted_proxies: listOf(proxyNetwork).default([]).meta({
    title: 'Trusted proxies',
    description:
      'Addresses and networks whose `X-Forwarded-For`, `Forwarded` and `X-Real-IP` headers are believed. From everybody else those headers are ignored.',
    example: '10.0.0.0/8, 2001:db8::/32',
    default: 'none',
  }),
  client_certificate_header: parsed((text) =>
    /^[a-z0-9-]{1,100}$/i.test(text)
      ? { value: text.toLowerCase() }
      : { reason: 'Write the name of a header, such as "X-SSL-Client-Cert".' },
  )
    .nullable()
    .default(null)
    .meta({
      title: 'Header with the certificate of the browser',
      description:
        'Where a trusted proxy writes the certificate that a browser has shown to it, for mutual TLS stages. The proxy has to set or remove this header in every request. From everybody else it is ignored.',
      example: 'X-SSL-Client-Cert',
      default: 'unset: no certificate is read from any header',
    }),
  bootstrap_password: z.string().nullable().default(null).meta({
    title: 'First password',
    description: 'On the first start, the password of `akadmin`. Later it has no effect.',
    example: 'a long sentence that nobody else knows',
    default: 'unset: the first start prints a one-time set-up link',
    secret: true,
  }),
  bootstrap_email: parsed(email).nullable().default(null).meta({
    title: 'First e-mail address',
    description: 'On the first start, the e-mail address of `akadmin`.',
    example: 'admin@example.com',
    default: 'unset',
  }),
  bootstrap_token: z.string().nullable().default(null).meta({
    title: 'First API token',
    description: 'On the first start, the key of an API token of `akadmin`. Make it long and random.',
    example: 'the output of: openssl rand -hex 32',
    default: 'unset: no token is made',
    secret: true,
  }),
  impersonation: yesOrNo().default(true).meta({
    title: 'Acting as other users',
    description:
      'Whether whoever has the permission may act as another user. They never gain rights by it, and the log says who it really was.',
    example: 'false',
    default: '`true`',
  }),
  impersonation_require_reason: yesOrNo().default(true).meta({
    title: 'Reason for acting as somebody',
    description: 'Whether a reason has to be given first. It is kept in the log.',
    example: 'false',
    default: '`true`',
  }),
  egress_allow: listOf<AllowedDestination>(destination).default([]).meta({
    title: 'Allowed private destinations',
    description:
      'Host names (with or without a port), addresses and networks that Postern may call although they are private or on this machine, when an address that somebody entered leads there.',
    example: 'idp.internal, keycloak.internal:8443, 10.20.0.0/16',
    default: 'none: only public addresses',
  }),
  expression_hosts: listOf<string>((text) =>
    /^[a-z0-9.-]+$/i.test(text)
      ? { value: text.toLowerCase() }
      : { reason: 'Write the name of a host, without scheme, port or path.' },
  )
    .default([])
    .meta({
      title: 'Servers that expressions may ask',
      description:
        'Host names that `fetch` in expressions may call, over HTTP or HTTPS. A private address has to be allowed by `POSTERN_EGRESS_ALLOW` too.',
      example: 'hr.example.com, risk.example.com',
      default: 'none: expressions cannot call any server',
    }),
  hibp_url: parsed(webAddress).prefault('https://api.pwnedpasswords.com').meta({
    title: 'List of stolen passwords',
    description:
      'Where password policies ask how often a password was stolen: Have I Been Pwned, or a copy of its range API. A copy in a private network has to be allowed by `POSTERN_EGRESS_ALLOW` too.',
    example: 'https://pwned.internal',
    default: '`https://api.pwnedpasswords.com`',
  }),
  reputation_lower_limit: wholeNumber(-1_000_000, 0).prefault(-5).meta({
    title: 'Worst reputation',
    description: 'The score of a name at an address gets no worse than this: 0 or less.',
    example: '-10',
    default: '`-5`',
  }),
  reputation_upper_limit: wholeNumber(0, 1_000_000).prefault(5).meta({
    title: 'Best reputation',
    description: 'The score of a name at an address gets no better than this: 0 or more.',
    example: '10',
    default: '`5`',
  }),
  reputation_expiry: wholeNumber(1, MOST_SECONDS).prefault(86_400).meta({
    title: 'Memory of reputation',
    description: 'Seconds after somebody’s last try when their score is forgotten.',
    example: '604800',
    default: '`86400`: a day',
  }),
  reputation_recovery: wholeNumber(0, MOST_SECONDS).prefault(3_600).meta({
    title: 'Recovery of reputation',
    description:
      'Seconds without a failure in which a bad score gets better by one; 0 = it stays until it is forgotten. It keeps people who only know somebody’s name from spoiling that name for long.',
    example: '600',
    default: '`3600`: an hour',
  }),
  geoip_city: file().meta({
    title: 'Database of places',
    description:
      'A file in MaxMind’s format (`.mmdb`) of cities or countries, such as GeoLite2-City. It is asked before the database of countries that comes with Postern ([IP Geolocation by DB-IP](https://db-ip.com), CC BY 4.0), and read again when it changes. Distances between logins need one with coordinates.',
    example: '/var/lib/geoip/GeoLite2-City.mmdb',
    default: 'unset: countries only',
  }),
  geoip_asn: file().meta({
    title: 'Database of networks',
    description:
      'A file in MaxMind’s format (`.mmdb`) of autonomous systems, such as GeoLite2-ASN. It is read again when it changes.',
    example: '/var/lib/geoip/GeoLite2-ASN.mmdb',
    default: 'unset: networks are unknown',
  }),
  email_host: parsed(hostName).nullable().default(null).meta({
    title: 'Mail server',
    description: 'The SMTP server that takes the e-mails of Postern.',
    example: 'smtp.example.com',
    default: 'unset: no e-mail is sent, and whatever wants to send one fails and says so',
  }),
  email_port: wholeNumber(1, 65_535).prefault(25).meta({
    title: 'Port of the mail server',
    description: 'Usually 587 with `POSTERN_EMAIL_USE_TLS`, 465 with `POSTERN_EMAIL_USE_SSL`, else 25.',
    example: '587',
    default: '`25`',
  }),
  email_username: z.string().nullable().default(null).meta({
    title: 'User name at the mail server',
    description: 'Without one, Postern sends without signing in.',
    example: 'postern',
    default: 'unset',
  }),
  email_password: z.string().nullable().default(null).meta({
    title: 'Password at the mail server',
    description: 'What belongs to the user name.',
    example: 'a long password',
    default: 'unset',
    secret: true,
  }),
  email_use_tls: yesOrNo().default(false).meta({
    title: 'STARTTLS',
    description:
      'Begins in clear and changes to TLS before anything is said; where the server cannot, nothing is sent.',
    example: 'true',
    default: '`false`',
  }),
  email_use_ssl: yesOrNo().default(false).meta({
    title: 'TLS from the beginning',
    description: 'Talks TLS from the first byte. Where both are set, this one counts.',
    example: 'true',
    default: '`false`',
  }),
  email_timeout: wholeNumber(1, 600).prefault(10).meta({
    title: 'Patience with the mail server',
    description: 'Seconds that the server has to answer.',
    example: '30',
    default: '`10`',
  }),
  email_from: parsed(sender).prefault('postern@localhost').meta({
    title: 'Sender of e-mails',
    description: 'The address that e-mails of Postern come from, with or without a name in front.',
    example: 'Postern <postern@example.com>',
    default: '`postern@localhost`',
  }),
  email_templates: file().meta({
    title: 'Own mail templates',
    description:
      'A folder of mails in the words of the house: `name.md`, or `name.de.md` in a language. One that is called like a mail of Postern takes its place (see [Mails](../how-to/mail.md)). They are read at the start.',
    example: '/etc/postern/mails',
    default: 'unset: the mails of Postern',
  }),
  log_level: z
    .enum(LOG_LEVELS)
    .default('info')
    .meta({
      title: 'Log level',
      description: `How much the log tells: ${LOG_LEVELS.map((level) => `\`${level}\``).join(', ')}.`,
      example: 'debug',
      default: '`info`',
    }),
});

/** The settings of this Postern, read and checked. */
export type Configuration = z.output<typeof options>;

export type OptionKey = keyof typeof options.shape;

export interface OptionMeta {
  readonly title: string;
  readonly description: string;
  readonly example: string;
  readonly default: string;
  readonly secret?: boolean;
}

export const optionKeys = Object.keys(options.shape) as readonly OptionKey[];

export const metaOfOption = (key: OptionKey): OptionMeta =>
  options.shape[key].meta() as unknown as OptionMeta;

export const environmentName = (key: string): string => `POSTERN_${key.toUpperCase()}`;

/** The environment names of the settings that are secrets. */
export const secretNames: readonly string[] = optionKeys
  .filter((key) => metaOfOption(key).secret)
  .map(environmentName);
