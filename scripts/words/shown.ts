import { globSync, readFileSync } from 'node:fs';
import { permissionsOf } from '../../src/app/rbac/permissions.ts';
import { EVENT_ACTIONS } from '../../src/core/event/actions.ts';
import { TRANSPORT_MODES } from '../../src/core/event/notification-models.ts';
import { WORDS } from '../../src/core/expression/vocabulary.ts';
import { TARGET_KINDS } from '../../src/core/policy/target.ts';
import { conditionalCatalogue } from '../../src/policies/conditional/catalogue.ts';
import { kindHandlers } from '../../src/server/kinds.ts';
import { scheduled } from '../../src/server/schedule.ts';
import { visitOf } from '../../src/server/words/visit.ts';
import { type Field, fieldsOf, type JsonSchema } from '../../src/ui/form/fields.ts';
import { catalogue, contract } from '../contract.ts';

/** Every title, label, description and message that answers of the API take from tables, with where it is from. */
export function shown(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (where: string) => (text: string) => {
    if (text !== '' && !found.has(text)) found.set(text, where);
    return text;
  };
  const handlers = kindHandlers(catalogue, contract);
  for (const { id, reply } of contract.routes)
    if (reply && /_all_types_list$|_actions_list$/.test(id))
      visitOf(reply)?.(handlers[id]?.(undefined as never), note(id));
  for (const { id, reply } of contract.routes)
    if (reply && id === 'policies_conditional_catalog_retrieve')
      visitOf(reply)?.(conditionalCatalogue(), note(id));
  for (const { name, title, plural, description } of catalogue.models)
    for (const text of [title, plural, description ?? '']) note(name)(text);
  for (const type of [...catalogue.policies, ...catalogue.stages])
    for (const text of Object.values(type.messages)) note(`${type.type}, messages`)(text);
  for (const { title } of [...catalogue.policies, ...catalogue.stages]) note('types')(title);
  for (const { pass, fail } of TARGET_KINDS) [pass, fail].map(note('targets'));
  for (const permission of permissionsOf(catalogue))
    for (const text of [permission.name, permission.model_verbose]) note('permissions')(text);
  for (const text of Object.values(EVENT_ACTIONS)) note('actions')(text);
  for (const text of Object.values(TRANSPORT_MODES)) note('transports')(text);
  for (const { about } of WORDS) note('vocabulary')(about);
  for (const text of ofBlueprints()) note('blueprints')(text);
  for (const { description } of scheduled) note('schedule')(description);
  return found;
}

/** The values that can be chosen in the forms of types and have no label of their own; not those of countries. */
export function formOptions(): readonly { readonly field: string; readonly value: string }[] {
  const found = new Map<string, { readonly field: string; readonly value: string }>();
  const look = (fields: readonly Field[]): void => {
    for (const field of fields) {
      if (field.control === 'rows') look(field.fields);
      if (field.control !== 'choice' && field.control !== 'choices') continue;
      for (const value of field.options.filter((one) => field.labels?.[one] === undefined))
        found.set(`${field.name} ${value}`, { field: field.name, value });
    }
  };
  for (const { id } of contract.routes) {
    if (!id.endsWith('_all_types_list')) continue;
    const types = kindHandlers(catalogue, contract)[id]?.(undefined as never) as readonly {
      schema: JsonSchema;
    }[];
    for (const { schema } of types) look(fieldsOf(schema));
  }
  return [...found.values()];
}

/** What the blueprints of Postern say to people: titles of flows, words of forms, messages. */
const SAID = /^ *(?:- )?(?:title|label|placeholder|sub_text|deny_message|description|initial_value): (.*)$/gm;

function ofBlueprints(): readonly string[] {
  return globSync('blueprints/{default,examples}/*.yaml').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(SAID)]
      .map(([, text = '']) => text.replace(/^"(.*)"$/, '$1').replaceAll('%(app)s', '{app}'))
      // Expressions, tags and examples of values say nothing.
      .filter((text) => !/^(?:return |!|\S+@\S+$)/.test(text)),
  );
}
