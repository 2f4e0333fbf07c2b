import type { Words } from '../words/language.ts';

/** What this part says, in German. */
export const german: Words = {
  Blueprint: 'Vorlage',
  Blueprints: 'Vorlagen',
  'The object exists already.': 'Das Objekt gibt es schon.',
  'A blueprint is a map with the keys version, metadata and entries.':
    'Eine Vorlage ist eine Zuordnung mit den Schlüsseln version, metadata und entries.',
  'This has to be the number 1.': 'Das muss die Zahl 1 sein.',
  'This has to be a list of entries.': 'Das muss eine Liste von Einträgen sein.',
  'This has to be a map.': 'Das muss eine Zuordnung sein.',
  'This has to be a map with the keys name and labels.':
    'Das muss eine Zuordnung mit den Schlüsseln name und labels sein.',
  'An entry is a map with at least the key model.':
    'Ein Eintrag ist eine Zuordnung mit mindestens dem Schlüssel model.',
  'This has to be a {kind}.': 'Das muss sein: {kind:words}.',
  '…list': 'eine Liste',
  '…map': 'eine Zuordnung',
  'This is required, e.g. authentik_flows.flow.': 'Das ist nötig, etwa authentik_flows.flow.',
  'The entry with the id "{id}" has to stand before this one.':
    'Der Eintrag mit der ID „{id}“ muss vor diesem stehen.',
  'The id "{id}" is already in use.': 'Die ID „{id}“ ist schon vergeben.',
  '{tag} {depth} stands inside {count} loops; depths count from 0.':
    '{tag} {depth} steht in {count} Schleifen; die Tiefe zählt ab 0.',
  '{tag} 0 is the loop itself, whose list is not known yet.':
    '{tag} 0 ist die Schleife selbst, deren Liste noch nicht bekannt ist.',
  'The loops of this blueprint make too many values.': 'Die Schleifen dieser Vorlage ergeben zu viele Werte.',
  '{tag} {depth} stands outside of a loop.': '{tag} {depth} steht außerhalb einer Schleife.',
  'The file {name} is not there, or a blueprint may not read it.':
    'Die Datei {name} ist nicht da, oder eine Vorlage darf sie nicht lesen.',
  'Only a list or a map can be enumerated.': 'Nur eine Liste oder eine Zuordnung lässt sich aufzählen.',
  'Into a MAP, each item is [key, value].': 'In eine MAP kommt jedes Element als [Schlüssel, Wert].',
  'There is nothing at {path}.': 'Unter {path} ist nichts.',
  '"{place}" is no place for an argument; write %s, or %% for a percent sign.':
    '„{place}“ ist kein Platz für ein Argument; schreiben Sie %s, oder %% für ein Prozentzeichen.',
  'There are more places in the text than arguments.': 'Im Text sind mehr Plätze als Argumente.',
  '{place} takes a number, not {value}.': '{place} nimmt eine Zahl, nicht {value}.',
  'There are more arguments than places in the text.': 'Es gibt mehr Argumente als Plätze im Text.',
  'The blueprint is longer than one mebibyte.': 'Die Vorlage ist länger als ein Mebibyte.',
  'The blueprint is nested too deeply.': 'Die Vorlage ist zu tief verschachtelt.',
  'The blueprint holds too many values.': 'Die Vorlage enthält zu viele Werte.',
  'This kind of value is not understood.': 'Diese Art von Wert wird nicht verstanden.',
  'A key has to be a text.': 'Ein Schlüssel muss ein Text sein.',
  'Only a map can be merged with <<.': 'Nur eine Zuordnung lässt sich mit << einfügen.',
  'There is no anchor &{name} before this place.': 'Vor dieser Stelle gibt es keinen Anker &{name}.',
  'Write {what}.': 'Schreiben Sie {what}.',
};
