import { z } from 'zod';
import { ownFields } from '../model/own-fields.ts';

/** A mail server of one's own, as a stage holds it beside the global one. */
export const serverFields = () => ({
  use_global_settings: z.boolean().default(true).meta({
    title: 'Use the global mail server',
    description: 'The one of POSTERN_EMAIL_HOST; what is entered below does not count then.',
  }),
  host: z.string().trim().min(1).max(253).default('localhost').meta({
    title: 'Mail server',
    description: 'One in a private network has to be allowed by POSTERN_EGRESS_ALLOW.',
  }),
  port: z.int().min(1).max(65_535).default(25).meta({ title: 'Port' }),
  username: z.string().default('').meta({ title: 'User name', description: 'Empty: without signing in.' }),
  password: z.string().default('').meta({ title: 'Password', secret: true }),
  use_tls: z.boolean().default(false).meta({
    title: 'STARTTLS',
    description: 'Begins in clear and changes to TLS before anything is said.',
  }),
  use_ssl: z.boolean().default(false).meta({
    title: 'TLS from the beginning',
    description: 'Where both are set, this one counts.',
  }),
  timeout: z.int().min(1).max(600).default(10).meta({ title: 'Seconds that the server has to answer' }),
  from_address: z
    .string()
    .max(254)
    .regex(/^$|^[^\s@<>]+@[^\s@<>]+$/, 'This is no e-mail address.')
    .default('')
    .meta({ title: 'Sender', description: 'An e-mail address; empty: the global one.' }),
});

const ServerFields = z.object(serverFields());

/** How a mail server is reached. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly username: string | null;
  readonly password: string | null;
  /** Begin in clear and change to TLS (STARTTLS), or do not send. */
  readonly use_tls: boolean;
  /** TLS from the first byte. */
  readonly use_ssl: boolean;
  /** Seconds that the server has for each step. */
  readonly timeout: number;
  /** `postern@example.com` or `Postern <postern@example.com>`; empty: the global sender. */
  readonly from: string;
}

/** The server that a stored stage names; undefined where it uses the global one. */
export function serverOf(row: Readonly<Record<string, unknown>>): MailServer | undefined {
  const read = ownFields(ServerFields, row);
  if (!read.success) throw read.error;
  const { use_global_settings, from_address, username, password, ...rest } = read.data;
  if (use_global_settings) return undefined;
  return {
    ...rest,
    username: username === '' ? null : username,
    password: username === '' ? null : password,
    from: from_address,
  };
}
