import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Prompt: 'Eingabefeld',
  'Prompt Stage': 'Formular-Stufe',
  'Prompt Stages': 'Formular-Stufen',
  'Shows a form of prompts and collects what is entered as prompt data.':
    'Zeigt ein Formular aus Eingabefeldern und sammelt, was eingegeben wird.',
  Fields: 'Felder',
  'The prompts of the form; they are shown by their own order.':
    'Die Eingabefelder des Formulars; sie erscheinen in ihrer eigenen Reihenfolge.',
  'Validation policies': 'Richtlinien zur Prüfung',
  'All of them have to pass for what was entered.': 'Alle müssen für das bestehen, was eingegeben wurde.',
  'This field is required.': 'Bitte füllen Sie dieses Feld aus.',
  'Enter text without control characters.': 'Geben Sie Text ohne Steuerzeichen ein.',
  'Use at most 150 characters.': 'Benutzen Sie höchstens 150 Zeichen.',
  'Enter a valid e-mail address.': 'Geben Sie eine gültige E-Mail-Adresse ein.',
  'Enter a whole number.': 'Geben Sie eine ganze Zahl ein.',
  'Tick the box or leave it empty.': 'Setzen Sie den Haken oder lassen Sie das Kästchen leer.',
  'Enter a date such as 2026-01-31.': 'Geben Sie ein Datum ein, etwa 2026-01-31.',
  'Enter a date and time such as 2026-01-31T12:00:00Z.':
    'Geben Sie Datum und Uhrzeit ein, etwa 2026-01-31T12:00:00Z.',
  'Choose a file.': 'Wählen Sie eine Datei.',
  'Choose one of the options.': 'Wählen Sie eine der Möglichkeiten.',
  'Username is already taken.': 'Dieser Benutzername ist schon vergeben.',
  "Passwords don't match.": 'Die Passwörter stimmen nicht überein.',
  'The form holds a field that was not asked for. Reload the page and try again.':
    'Das Formular enthält ein Feld, nach dem nicht gefragt wurde. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'This form cannot be shown at the moment. Tell your administrator.':
    'Dieses Formular lässt sich zurzeit nicht zeigen. Wenden Sie sich an Ihre Administratoren.',
  'This cannot be accepted.': 'Das kann nicht angenommen werden.',
};
