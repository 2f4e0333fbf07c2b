import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Redirect: 'Weiterleitung',
  'Redirect Stage': 'Weiterleitungs-Stufe',
  'Redirect Stages': 'Weiterleitungs-Stufen',
  'Sends the person to an address, or goes on in another flow.':
    'Schickt die Person zu einer Adresse, oder macht in einem anderen Ablauf weiter.',
  Mode: 'Art',
  'Keep context': 'Kontext behalten',
  'What this run knows goes with it into the other flow.':
    'Was dieser Durchlauf weiß, geht mit in den anderen Ablauf.',
  Address: 'Adresse',
  'Write an address that begins with https:// or http://, or a path that begins with one slash.':
    'Schreiben Sie eine Adresse, die mit https:// oder http:// beginnt, oder einen Pfad, der mit einem Schrägstrich beginnt.',
  'Where to go in mode "static".': 'Wohin es in der Art „static“ geht.',
  Flow: 'Ablauf',
  'The flow to go on in, in mode "flow".': 'Der Ablauf, in dem es in der Art „flow“ weitergeht.',
  'This step leads nowhere: its target is missing. Tell your administrator.':
    'Dieser Schritt führt nirgendwohin: Sein Ziel fehlt. Wenden Sie sich an Ihre Administratoren.',
  'This step leads to an address that is not allowed. Tell your administrator.':
    'Dieser Schritt führt zu einer Adresse, die nicht erlaubt ist. Wenden Sie sich an Ihre Administratoren.',
  'To an address': 'Zu einer Adresse',
  'Into another flow': 'In einen anderen Ablauf',
};
