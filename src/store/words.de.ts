import type { Words } from '../core/words/language.ts';

/** What this part says, in German. */
export const german: Words = {
  'The fields {names} must make a unique set.': 'Die Felder {names} müssen zusammen eindeutig sein.',
  '{kind} with this {field} already exists.':
    'Das gibt es schon: {kind:words} mit demselben Wert im Feld „{field:words}“.',
  '…name': 'Name',
  '…slug': 'Kürzel',
  '…domain': 'Domain',
  '…identifier': 'Kennung',
  '…field key': 'Schlüssel',
  '…path': 'Pfad',
  'Other objects still use this one. Change or delete them first.':
    'Andere Objekte benutzen dieses noch. Ändern oder löschen Sie zuerst diese.',
  'There is no such object: {key}.': 'Dieses Objekt gibt es nicht: {key}.',
  'This field may not be null.': 'Dieses Feld darf nicht leer sein.',
  'The values contradict each other.': 'Die Werte widersprechen einander.',
  'A value has the wrong form, or a character that cannot be stored.':
    'Ein Wert hat die falsche Form, oder ein Zeichen, das sich nicht speichern lässt.',
};
