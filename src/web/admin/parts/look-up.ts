import { useMemo } from 'react';
import type { Choice, LookUp } from '../../../ui/form/words.ts';
import { useAdmin } from '../admin.ts';
import type { Client, Query, Reply } from '../client.ts';
import type { Page, Type } from '../wire.ts';
import { type Say, sentenceOf } from './trouble.tsx';

type Row = Readonly<Record<string, unknown>>;

interface Place {
  readonly path: string;
  readonly label: (row: Row) => string;
  /** The objects with these keys, where one object's address is not its key. */
  readonly byKey?: boolean;
  /** What the list is asked besides. */
  readonly query?: Query;
  /** The field of the key, where it is not `pk`. */
  readonly key?: string;
}

const named = (row: Row) => String(row.name);
const typed = (row: Row) => `${row.name} (${row.verbose_name})`;

/** Where the objects of a model are, and what they are called in a list of choices. */
const places: Readonly<Record<string, Place>> = {
  'authentik_core.user': {
    path: '/core/users/',
    label: ({ username, name }) => (name && name !== username ? `${name} (${username})` : String(username)),
    byKey: true,
  },
  'authentik_core.group': { path: '/core/groups/', label: named, byKey: true },
  'authentik_policies.policy': { path: '/policies/all/', label: typed, byKey: true },
  'authentik_core.provider': { path: '/providers/all/', label: named, byKey: true },
  'authentik_core.propertymapping': { path: '/propertymappings/all/', label: typed, byKey: true },
  'authentik_crypto.certificatekeypair': {
    path: '/crypto/certificatekeypairs/',
    label: named,
    byKey: true,
  },
  'authentik_events.notificationtransport': { path: '/events/transports/', label: named, byKey: true },
  'authentik_events.notificationwebhookmapping': {
    path: '/propertymappings/notification/',
    label: named,
    byKey: true,
  },
  'postern.permission': {
    path: '/rbac/permissions/',
    label: ({ name, app_label, codename }) => `${name} (${app_label}.${codename})`,
    byKey: true,
    key: 'id',
  },
  'authentik_rbac.role': { path: '/rbac/roles/', label: named, byKey: true },
  'authentik_flows.flow': {
    path: '/flows/instances/',
    label: ({ name, slug }) => `${name} (${slug})`,
  },
  'authentik_core.application': {
    path: '/core/applications/',
    label: named,
    query: { superuser_full_list: true },
  },
  'authentik_core.source': { path: '/sources/all/', label: named },
  'authentik_flows.stage': { path: '/stages/all/', label: typed, byKey: true },
  'authentik_stages_authenticator_webauthn.webauthndevicetype': {
    path: '/stages/authenticator/webauthn_device_types/',
    label: ({ description }) => String(description),
    byKey: true,
  },
  'authentik_stages_prompt.prompt': {
    path: '/stages/prompt/prompts/',
    label: ({ name, field_key }) => `${name} (${field_key})`,
    byKey: true,
  },
};

/** What was asked for, or an error that says in the reader's language why it did not come. */
function told<T>(reply: Reply<T>, text: Say): T {
  if ('trouble' in reply) throw new Error(sentenceOf(reply.trouble, text));
  return reply.value;
}

/** Objects of one type of stage are where the list of types says: a type that comes later needs no line above. */
async function placeOf(client: Client, text: Say, ref: string): Promise<Place | undefined> {
  const known = places[ref];
  if (known || !ref.startsWith('authentik_stages_')) return known;
  const types = told(await client.get<readonly Type[]>('/stages/all/types/'), text);
  const path = types.find((type) => type.meta_model_name === ref)?.path;
  return path ? { path, label: named, byKey: true } : undefined;
}

const MOST = 50;
/** Where objects cannot be asked for by their keys, so many are read to find them among. */
const ALL = 100;
/** Answers that say that there is nothing for whoever asks. */
const GONE: ReadonlySet<number> = new Set([403, 404]);

/** Finds choices for the references of forms, and remembers them as long as the page is open. */
export function createLookUp(client: Client, text: Say): LookUp {
  const memory = new Map<string, Choice>();
  const find = finding(client, text);
  return Object.assign(
    async (ref: string, wanted: Wanted) => {
      const choices = await find(ref, wanted);
      for (const choice of choices) memory.set(`${ref} ${choice.value}`, choice);
      return choices;
    },
    {
      known: (ref: string, keys: readonly string[]) =>
        keys.flatMap((key) => memory.get(`${ref} ${key}`) ?? []),
    },
  );
}

type Wanted = Parameters<LookUp>[1];

function finding(client: Client, text: Say) {
  return async (ref: string, { search, keys }: Wanted): Promise<readonly Choice[]> => {
    if (ref === 'event-action') return actions(client, text, search, keys);
    if (ref === 'blueprint-file') return blueprintFiles(client, text, search, keys);
    if (ref === 'mail-template') return mailTemplates(client, text, search, keys);
    const place = await placeOf(client, text, ref);
    if (!place) return [];
    const choice = (row: Row): Choice => ({ value: String(row[place.key ?? 'pk']), label: place.label(row) });
    if (keys && place.byKey) {
      const replies = await Promise.all(keys.map((key) => client.get<Row>(`${place.path}${key}/`)));
      // What is gone or may not be seen has no name; that the server does not answer says nothing about it.
      return replies.flatMap((reply) =>
        'trouble' in reply && GONE.has(reply.trouble.status) ? [] : [choice(told(reply, text))],
      );
    }
    const page_size = keys ? ALL : MOST;
    const reply = await client.get<Page<Row>>(place.path, { ...place.query, search, page_size });
    return told(reply, text).results.map(choice);
  };
}

/** Actions of events are a fixed list without a search. */
async function actions(
  client: Client,
  text: Say,
  search: string,
  keys?: readonly string[],
): Promise<readonly Choice[]> {
  const reply = await client.get<readonly { name: string; description: string }[]>('/events/events/actions/');
  const all = told(reply, text).map(({ name, description }) => ({
    value: name,
    label: `${name}: ${description}`,
  }));
  return among(all, search, keys);
}

/** Mails are few, and listed as they are. */
async function mailTemplates(
  client: Client,
  text: Say,
  search: string,
  keys?: readonly string[],
): Promise<readonly Choice[]> {
  const reply =
    await client.get<readonly { name: string; description: string }[]>('/stages/email/templates/');
  const all = told(reply, text).map(({ name, description }) => ({
    value: name,
    label: `${description} (${name})`,
  }));
  return among(all, search, keys);
}

/** The files of the library are few, and listed as they are. */
async function blueprintFiles(
  client: Client,
  text: Say,
  search: string,
  keys?: readonly string[],
): Promise<readonly Choice[]> {
  const reply = await client.get<readonly { path: string; meta: { name: string } }[]>(
    '/managed/blueprints/available/',
  );
  const all = told(reply, text).map(({ path, meta }) => ({ value: path, label: `${meta.name} (${path})` }));
  return among(all, search, keys);
}

/** Those of a whole list that are searched for. */
function among(all: readonly Choice[], search: string, keys?: readonly string[]): readonly Choice[] {
  const words = search.toLowerCase();
  return keys
    ? all.filter(({ value }) => keys.includes(value))
    : all.filter(({ label }) => label.toLowerCase().includes(words));
}

export function useLookUp(): LookUp {
  const { client, text } = useAdmin();
  return useMemo(() => createLookUp(client, text), [client, text]);
}
