import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Invitation: 'Einladung',
  Invitations: 'Einladungen',
  'Invitation Stage': 'Einladungs-Stufe',
  'Invitation Stages': 'Einladungs-Stufen',
  'Lets in whoever has an invitation, and takes over what it says of them.':
    'Lässt herein, wer eine Einladung hat, und übernimmt, was sie über die Person sagt.',
  'Go on without an invitation': 'Ohne Einladung weitergehen',
  'Whoever has none goes on all the same; else they are refused.':
    'Wer keine hat, geht trotzdem weiter; sonst wird abgelehnt.',
  'You need an invitation for this. Open the link in it.':
    'Dafür brauchen Sie eine Einladung. Öffnen Sie den Link darin.',
  'This invitation no longer works: it was used already, or it is too old. Ask for a new one.':
    'Diese Einladung gilt nicht mehr: Sie wurde schon benutzt oder ist zu alt. Bitten Sie um eine neue.',
  Name: 'Name',
  'For administrators: letters, digits and hyphens.':
    'Für die Verwaltung: Buchstaben, Ziffern und Bindestriche.',
  'Good until': 'Gültig bis',
  'Empty: for ever.': 'Leer: für immer.',
  'What is known': 'Was bekannt ist',
  'Values for the forms of the flow, such as {"email": "ada@example.com"}; whoever is invited cannot change them.':
    'Werte für die Formulare des Ablaufs, etwa {"email": "ada@example.com"}; wer eingeladen ist, kann sie nicht ändern.',
  'Works once': 'Gilt einmal',
  'It is deleted as soon as somebody has come to the end of the flow with it.':
    'Sie wird gelöscht, sobald jemand mit ihr ans Ende des Ablaufs gekommen ist.',
  Flow: 'Ablauf',
  'Empty: good for every flow that takes invitations.': 'Leer: gilt für jeden Ablauf, der Einladungen nimmt.',
};
