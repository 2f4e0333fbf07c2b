import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Consent: 'Einwilligung',
  'Consent Stage': 'Einwilligungs-Stufe',
  'Consent Stages': 'Einwilligungs-Stufen',
  'Asks whether an application may have what it asks for.':
    'Fragt, ob eine Anwendung bekommen darf, wonach sie fragt.',
  Mode: 'Art',
  'Whether consent is asked for each time, once, or once in a while.':
    'Ob jedes Mal, einmal oder hin und wieder um Einwilligung gebeten wird.',
  'Consent expires in': 'Einwilligung läuft ab nach',
  'In mode "expiring": how long a consent is remembered.':
    'In der Art „Eine Zeit lang merken“: wie lange eine Einwilligung gilt.',
  'You are about to sign in to {application}.': 'Sie sind dabei, sich bei {application} anzumelden.',
  'This page is out of date. Read it again before you agree.':
    'Diese Seite ist veraltet. Lesen Sie sie noch einmal, bevor Sie zustimmen.',
};
