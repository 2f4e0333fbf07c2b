import { EVENT_ACTIONS, type EventAction } from '../../../core/event/actions.ts';
import type { Text } from '../../../ui/texts.ts';
import { pathOf } from '../address.ts';
import type { Key } from '../texts/english.ts';
import type { AuditEvent } from '../wire.ts';

/** What an event is about: its words, and where it is shown. */
export interface Subject {
  readonly words: string;
  readonly to: string | undefined;
}

type Kind = Key extends infer K ? (K extends `kind.${infer Name}` ? Name : never) : never;

/** Kinds of objects by the names of their models, with the pages of those that are found by their keys. */
const kinds: Readonly<Record<string, { readonly kind: Kind; readonly page?: string }>> = {
  'authentik_core.application': { kind: 'application' },
  'authentik_core.user': { kind: 'user', page: 'users' },
  'authentik_core.group': { kind: 'group', page: 'groups' },
  'authentik_core.token': { kind: 'token' },
  'authentik_rbac.role': { kind: 'role', page: 'roles' },
  'authentik_rbac.file': { kind: 'file' },
  'authentik_brands.brand': { kind: 'brand', page: 'brands' },
  'authentik_flows.flow': { kind: 'flow' },
  'authentik_flows.flowstagebinding': { kind: 'stage_binding' },
  'authentik_stages_prompt.prompt': { kind: 'prompt', page: 'prompts' },
  'authentik_policies.policybinding': { kind: 'binding' },
  'authentik_crypto.certificatekeypair': { kind: 'certificate', page: 'certificates' },
  'authentik_events.notificationrule': { kind: 'notification_rule', page: 'notification-rules' },
  'authentik_events.notificationtransport': { kind: 'transport', page: 'notification-transports' },
  'authentik_blueprints.blueprintinstance': { kind: 'blueprint', page: 'blueprints' },
};

/** Typed objects: every type of a kind has an app of its own. */
const families: readonly { readonly app: string; readonly kind: Kind; readonly page?: string }[] = [
  { app: 'authentik_policies_', kind: 'policy', page: 'policies' },
  { app: 'authentik_stages_', kind: 'stage', page: 'stages' },
  { app: 'authentik_sources_', kind: 'source' },
];

const isAction = (action: string): action is EventAction => Object.hasOwn(EVENT_ACTIONS, action);

/** All actions with their names, in the order of the names. */
export const actionsOf = (text: Text<Key>): readonly { readonly value: string; readonly label: string }[] =>
  Object.keys(EVENT_ACTIONS)
    .map((value) => ({ value, label: actionName(value, text) }))
    .sort((one, other) => one.label.localeCompare(other.label));

/** The name of an action; those that expressions make up have none but their own. */
export const actionName = (action: string, text: Text<Key>): string =>
  isAction(action) ? text(`event.name_${action}`) : action.replaceAll('_', ' ');

/** What happened, as a sentence. */
export function sentenceOfEvent(event: AuditEvent, text: Text<Key>): string {
  const { action, user, client_ip } = event;
  if (!isAction(action)) return messageOf(event) ?? action.replaceAll('_', ' ');
  return text(`event.${action}`, {
    // What nobody asked for from anywhere, the server did of its own accord.
    who: user.username || text(client_ip === null ? 'product' : 'event.somebody'),
    what: subjectOf(event, text)?.words ?? text('event.something'),
  });
}

/** What the server said about it in its own words. */
export const messageOf = ({ context: { message } }: AuditEvent): string | undefined =>
  typeof message === 'string' && message !== '' ? message : undefined;

/** The object that an event is about; undefined where it is about none. A deleted one has no page any more. */
export function subjectOf({ action, context }: AuditEvent, text: Text<Key>): Subject | undefined {
  const application = record(context.authorized_application);
  if (application) return named('authentik_core.application', application, text);
  const model = record(context.model);
  if (model) {
    const subject = named(`${word(model.app)}.${word(model.model_name)}`, model, text);
    return action === 'model_deleted' ? { ...subject, to: undefined } : subject;
  }
  const target = record(context.target);
  if (target) return named(word(target.model), target, text);
  const subject = record(context.subject) ?? record(context.written);
  if (subject) return named(word(subject.model) || 'authentik_core.user', subject, text);
  const source = record(context.source);
  if (source && action === 'source_linked')
    return {
      words: text('event.named', { kind: text('kind.source'), name: word(source.name) }),
      to: undefined,
    };
  const username = word(context.username);
  if (username === '') return undefined;
  return named('authentik_core.user', { pk: context.user_pk, username }, text);
}

function named(model: string, about: Readonly<Record<string, unknown>>, text: Text<Key>): Subject {
  const known = kinds[model] ?? families.find(({ app }) => model.startsWith(app));
  const name = word(about.name) || word(about.username) || word(about.identifier);
  const kind = known ? text(`kind.${known.kind}`) : (model.split('.')[1] ?? model);
  const pk = word(about.pk);
  return {
    // What has no name of its own is named by its key, which tells nobody anything.
    words: name === '' || name === pk ? kind : text('event.named', { kind, name }),
    to: known?.page && pk !== '' ? pathOf(known.page, pk) : undefined,
  };
}

const record = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

const word = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
