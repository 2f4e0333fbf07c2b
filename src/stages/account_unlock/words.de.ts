import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'Account unlock': 'Konto entsperren',
  'Account unlock Stage': 'Entsperr-Stufe',
  'Account unlock Stages': 'Entsperr-Stufen',
  'Forgets the wrong tries of the pending user, who came by a link that was sent to them.':
    'Vergisst die falschen Versuche der Person, um die es geht und die über einen an sie gesandten Link kam.',
  'This page opens only by a link that was sent to you.':
    'Diese Seite öffnet sich nur über einen Link, der Ihnen gesandt wurde.',
  'Your account is unlocked. You can sign in again.':
    'Ihr Konto ist entsperrt. Sie können sich wieder anmelden.',
};
