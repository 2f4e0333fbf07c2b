import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'Password Uniqueness': 'Einmalige Passwörter',
  'Password Uniqueness Policy': 'Richtlinie für einmalige Passwörter',
  'Password Uniqueness Policies': 'Richtlinien für einmalige Passwörter',
  'Refuses a new password that is the same as the present one or a former one.':
    'Lehnt ein neues Passwort ab, das dem jetzigen oder einem früheren gleicht.',
  'At the prompt stage that asks for a new password: “none of the last five passwords again”.':
    'An der Formular-Stufe, die nach einem neuen Passwort fragt: „keines der letzten fünf Passwörter noch einmal“.',
  'Password field': 'Passwort-Feld',
  'The field key of the prompt that holds the password.':
    'Der Schlüssel des Eingabefelds, in dem das Passwort steht.',
  'Former passwords': 'Frühere Passwörter',
  'How many former passwords may not come again, beside the one that is in use: at most {count}; 0 = nothing is compared.':
    'Wie viele frühere Passwörter nicht wiederkommen dürfen, neben dem, das in Gebrauch ist: höchstens {count}; 0 = nichts wird verglichen.',
  'No password was entered.': 'Es wurde kein Passwort eingegeben.',
  'You have used this password before. Choose another one.':
    'Sie haben dieses Passwort schon einmal benutzt. Wählen Sie ein anderes.',
};
