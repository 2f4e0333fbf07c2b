import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Password: 'Passwort',
  'Password Policy': 'Passwort-Richtlinie',
  'Password Policies': 'Passwort-Richtlinien',
  'Sets what a new password has to be like: length, characters, not stolen, hard to guess.':
    'Legt fest, wie ein neues Passwort sein muss: Länge, Zeichen, nicht gestohlen, schwer zu erraten.',
  'At the prompt stage that asks for a new password: “at least twelve characters, and not a stolen one”.':
    'An der Formular-Stufe, die nach einem neuen Passwort fragt: „mindestens zwölf Zeichen, und kein gestohlenes“.',
  'Password field': 'Passwort-Feld',
  'The field key of the prompt that holds the password.':
    'Der Schlüssel des Eingabefelds, in dem das Passwort steht.',
  'Check static rules': 'Feste Regeln prüfen',
  'Length and kinds of characters.': 'Länge und Arten von Zeichen.',
  'Check stolen passwords': 'Auf gestohlene Passwörter prüfen',
  'Asks Have I Been Pwned whether the password is among stolen ones. Only the first five characters of its SHA-1 are sent.':
    'Fragt Have I Been Pwned, ob das Passwort unter gestohlenen ist. Nur die ersten fünf Zeichen seines SHA-1 werden gesandt.',
  'Check strength': 'Stärke prüfen',
  'Estimates with zxcvbn how hard the password is to guess.':
    'Schätzt mit zxcvbn, wie schwer das Passwort zu erraten ist.',
  'Least length': 'Mindestlänge',
  'Characters that the password has to have; an emoji counts as one where it is one code point.':
    'Zeichen, die das Passwort haben muss; ein Emoji zählt als eines, wo es ein einziges Codezeichen ist.',
  'Least digits': 'Mindestens Ziffern',
  'How many digits there have to be; 0 = any number.':
    'Wie viele Ziffern es sein müssen; 0 = beliebig viele.',
  'Least capital letters': 'Mindestens Großbuchstaben',
  'How many of A to Z there have to be.': 'Wie viele von A bis Z es sein müssen.',
  'Least small letters': 'Mindestens Kleinbuchstaben',
  'How many of a to z there have to be.': 'Wie viele von a bis z es sein müssen.',
  'Least symbols': 'Mindestens Sonderzeichen',
  'How many symbols there have to be; 0 = any number.':
    'Wie viele Sonderzeichen es sein müssen; 0 = beliebig viele.',
  Symbols: 'Sonderzeichen',
  'The characters that count as symbols, in one text. Which of them come twice is of no importance.':
    'Die Zeichen, die als Sonderzeichen zählen, in einem Text. Ob eines doppelt vorkommt, ist gleich.',
  'No personal data': 'Nichts Persönliches',
  'A static rule: no name or e-mail address of the person may stand in the password, nor a word of four characters or more of one.':
    'Eine feste Regel: Weder Name noch E-Mail-Adresse der Person dürfen im Passwort stehen, noch ein Wort daraus mit vier oder mehr Zeichen.',
  'Error message': 'Fehlermeldung',
  'Shown where a static rule is broken; empty = which rules those are.':
    'Wird gezeigt, wo eine feste Regel verletzt ist; leer = welche Regeln das sind.',
  'Allowed thefts': 'Erlaubte Diebstähle',
  'How often the password may have been stolen.': 'Wie oft das Passwort gestohlen worden sein darf.',
  'Strength to exceed': 'Stärke, die zu übertreffen ist',
  'The password has to be stronger than this: 0 (guessed at once) to 4, which none exceeds.':
    'Das Passwort muss stärker sein als das: 0 (sofort erraten) bis 4, was keines übertrifft.',
  'No password was entered.': 'Es wurde kein Passwort eingegeben.',
  'Use at least {amount} characters.': 'Benutzen Sie mindestens {amount} Zeichen.',
  'Use at least {amount} digit(s).': 'Benutzen Sie mindestens {amount} Ziffer(n).',
  'Use at least {amount} capital letter(s).': 'Benutzen Sie mindestens {amount} Großbuchstaben.',
  'Use at least {amount} small letter(s).': 'Benutzen Sie mindestens {amount} Kleinbuchstaben.',
  'Use at least {amount} symbol(s).': 'Benutzen Sie mindestens {amount} Sonderzeichen.',
  'Do not use your name or e-mail address in the password.':
    'Benutzen Sie im Passwort weder Ihren Namen noch Ihre E-Mail-Adresse.',
  'This password was stolen {count} time(s) from other places. Choose another one.':
    'Dieses Passwort wurde anderswo {count}-mal gestohlen. Wählen Sie ein anderes.',
  'This password is too easy to guess.': 'Dieses Passwort ist zu leicht zu erraten.',
};
