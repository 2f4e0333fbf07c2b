import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'Account Lockdown': 'Konto sperren',
  'Account Lockdown Stage': 'Stufe zum Sperren eines Kontos',
  'Account Lockdown Stages': 'Stufen zum Sperren von Konten',
  'Takes sessions, tokens and the password of an account, and deactivates it.':
    'Nimmt einem Konto Sitzungen, Token und Passwort und schaltet es ab.',
  'Deactivate the account': 'Konto abschalten',
  'Nobody can sign in with it until an administrator activates it again.':
    'Niemand kann sich damit anmelden, bis es wieder eingeschaltet wird.',
  'Take the password': 'Passwort nehmen',
  'The password stops working; a new one has to be set.':
    'Das Passwort gilt nicht mehr; ein neues muss gesetzt werden.',
  'End all sessions': 'Alle Sitzungen beenden',
  'Every browser is signed out at once.': 'Alle Browser werden sofort abgemeldet.',
  'Revoke all tokens': 'Alle Token widerrufen',
  'API tokens, app passwords, links for recovery, and what applications hold.':
    'API-Token, App-Passwörter, Links zum Zurücksetzen, und was Anwendungen haben.',
  'Delete all devices': 'Alle Geräte löschen',
  'Second factors, passkeys and remembered browsers: whoever was in may have added their own.':
    'Zweite Faktoren, Passkeys und gemerkte Browser: Wer im Konto war, kann eigene hinzugefügt haben.',
  'Flow after locking oneself': 'Ablauf nach dem Sperren des eigenen Kontos',
  'Where people go on who locked their own account. It must not ask for a sign-in.':
    'Wo weitermacht, wer das eigene Konto gesperrt hat. Er darf keine Anmeldung verlangen.',
  'Nobody was named whose account is to be locked.':
    'Es wurde niemand genannt, dessen Konto gesperrt werden soll.',
  'This page is out of date. Look at it again, then decide.':
    'Diese Seite ist veraltet. Sehen Sie sie noch einmal an, und entscheiden Sie dann.',
  'This is the last administrator. Make somebody else a superuser first.':
    'Das ist das letzte Konto mit Superuser-Rechten. Machen Sie zuerst jemand anderen zum Superuser.',
  'This account does not exist any more.': 'Dieses Konto gibt es nicht mehr.',
  'The account {username} is locked.': 'Das Konto {username} ist gesperrt.',
};
