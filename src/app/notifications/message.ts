import { EVENT_ACTIONS } from '../../core/event/actions.ts';
import type { Severity } from '../../core/event/notification-models.ts';
import type { EventRecord } from '../../core/event/store.ts';
import { escaped } from '../../core/http/escaped.ts';
import type { UserFacts } from '../../core/policy/request.ts';

/** Characters of a body; an event can hold more than anybody reads. */
const LONGEST_BODY = 2_000;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const cut = (value: string, most: number): string =>
  value.length > most ? `${value.slice(0, most - 1).toWellFormed()}…` : value;

const nameOfAction = (action: string): string =>
  EVENT_ACTIONS[action as keyof typeof EVENT_ACTIONS] ?? action.replace(/^custom_/, '').replaceAll('_', ' ');

/** The event in a sentence: what it says itself, else what happened and to whom. */
export function bodyOf({ action, context, user }: Pick<EventRecord, 'action' | 'context' | 'user'>): string {
  const message = text(context.message);
  if (message) return cut(message, LONGEST_BODY);
  const model = context.model as { model_name?: unknown; name?: unknown } | undefined;
  const about = model ? `: ${text(model.model_name)} "${text(model.name)}"` : '';
  const who = text(user.username);
  return cut(`${nameOfAction(action)}${about}${who ? ` (${who})` : ''}`, LONGEST_BODY);
}

/** Where the event leads, if it says so and it is a web address. */
export function linkOf({ context }: Pick<EventRecord, 'context'>): {
  hyperlink: string | null;
  hyperlink_label: string | null;
} {
  const address = text(context.hyperlink);
  if (!/^https?:\/\/[^\s]+$/.test(address) || address.length > 4_096)
    return { hyperlink: null, hyperlink_label: null };
  return { hyperlink: address, hyperlink_label: cut(text(context.hyperlink_label), 255) || null };
}

/** What has to be told, to whom. */
export interface Telling {
  readonly severity: Severity;
  readonly body: string;
  readonly hyperlink: string | null;
  readonly hyperlink_label: string | null;
  readonly created: string;
  readonly user: UserFacts;
  readonly event: EventRecord | undefined;
}

/** The body of a webhook's request where no mapping makes another. */
export const webhookBody = ({ body, severity, user, event }: Telling) => ({
  body,
  severity,
  user_email: user.email,
  user_username: user.username,
  event_user_email: text(event?.user.email) || null,
  event_user_username: text(event?.user.username) || null,
});

/** Slack gives these a meaning: `<!channel>` calls everybody. */
const slackText = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const COLOURS: Readonly<Record<Severity, string>> = {
  notice: '#2c7be5',
  warning: '#b95000',
  alert: '#c92a2a',
};

/** The same in the format of Slack and Discord: one attachment, with what is known as fields. */
export function slackBody({ body, severity, user, event, created }: Telling) {
  const fields = [
    ['Severity', severity],
    ['Told to', user.username],
    ['Action', event ? nameOfAction(event.action) : ''],
    ['User of the event', text(event?.user.username)],
    ['Address', event?.client_ip ?? ''],
  ].filter(([, value]) => value !== '');
  return {
    username: 'Postern',
    attachments: [
      {
        fallback: slackText(cut(body, 300)),
        title: slackText(cut(body, 300)),
        color: COLOURS[severity],
        fields: fields.map(([title = '', value = '']) => ({ title, value: slackText(value), short: true })),
        footer: 'Postern',
        ts: Date.parse(created) / 1000,
      },
    ],
  };
}

/** A subject is one line: a line break would begin another header, and no mail leaves with a control character. */
export const subjectOf = (prefix: string, body: string): string =>
  cut(`${prefix}${body}`.replace(/\p{Cc}+/gu, ' ').trim(), 200);

/** The mail of a notification: as text, and as a plain page. `origin` is Postern's public address, where it is known. */
export function mailOf(telling: Telling, origin: string | null): { text: string; html: string } {
  const { body, severity, hyperlink, hyperlink_label, user, event, created } = telling;
  const facts = [
    ['Severity', severity],
    ['When', created],
    ['Action', event ? nameOfAction(event.action) : ''],
    ['User', text(event?.user.username)],
    ['Address', event?.client_ip ?? ''],
  ].filter(([, value]) => value !== '');
  const links = [
    ...(hyperlink ? [{ label: hyperlink_label ?? hyperlink, address: hyperlink }] : []),
    ...(origin ? [{ label: 'Your notifications', address: `${origin}/if/user/` }] : []),
  ];
  const name = user.name || user.username;
  return {
    text: [
      `Hello ${name},`,
      '',
      body,
      '',
      ...facts.map(([title, value]) => `${title}: ${value}`),
      ...links.flatMap(({ label, address }) => ['', `${label}: ${address}`]),
      '',
      'You are told because a notification rule of Postern names you.',
      '',
    ].join('\n'),
    html: [
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Postern</title></head>',
      '<body style="font-family:system-ui,sans-serif;line-height:1.5;color:#1c2733;max-width:36rem">',
      `<p>Hello ${escaped(name)},</p>`,
      `<p style="border-left:4px solid ${COLOURS[severity]};padding-left:1rem;white-space:pre-wrap">${escaped(body)}</p>`,
      '<table>',
      ...facts.map(
        ([title = '', value = '']) =>
          `<tr><th style="text-align:left;padding-right:1rem">${title}</th><td>${escaped(value)}</td></tr>`,
      ),
      '</table>',
      ...links.map(({ label, address }) => `<p><a href="${escaped(address)}">${escaped(label)}</a></p>`),
      '<p style="color:#5a6775">You are told because a notification rule of Postern names you.</p>',
      '</body></html>',
    ].join('\n'),
  };
}
