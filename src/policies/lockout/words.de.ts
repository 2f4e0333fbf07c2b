import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Lockout: 'Sperre',
  'Lockout Policy': 'Sperr-Richtlinie',
  'Lockout Policies': 'Sperr-Richtlinien',
  'Locks an account for a while after too many wrong tries, over all names, factors and flows.':
    'Sperrt ein Konto nach zu vielen falschen Versuchen eine Weile, über alle Namen, Faktoren und Abläufe hinweg.',
  'Bound to the login flow: “after ten wrong tries, fifteen minutes nothing is judged”.':
    'An den Anmelde-Ablauf gebunden: „nach zehn falschen Versuchen wird fünfzehn Minuten nichts geprüft“.',
  Tries: 'Versuche',
  'So many wrong tries of an account are judged, over all its names, factors and flows; then it is locked.':
    'So viele falsche Versuche eines Kontos werden geprüft, über alle Namen, Faktoren und Abläufe hinweg; dann ist es gesperrt.',
  'Tries from one address': 'Versuche von einer Adresse',
  'So many come from one address; then only that address is locked, and nobody else. 0 = no limit of its own.':
    'So viele kommen von einer Adresse; dann ist nur diese Adresse gesperrt und niemand sonst. 0 = keine eigene Grenze.',
  'Forgotten after': 'Vergessen nach',
  'How long after the first wrong try the count begins again.':
    'Wie lange nach dem ersten falschen Versuch neu gezählt wird.',
  'Locked for': 'Gesperrt für',
  'How long nothing is judged after the last try.': 'Wie lange nach dem letzten Versuch nichts geprüft wird.',
  'Spare known devices': 'Bekannte Geräte schonen',
  'Devices and addresses from which the person has signed in have tries of their own, which nobody else can use up.':
    'Geräte und Adressen, von denen sich die Person angemeldet hat, haben eigene Versuche, die niemand sonst verbrauchen kann.',
  'Unlock flow': 'Ablauf zum Entsperren',
  'When an account is locked, its owner gets a link into this flow by e-mail. Bind an account unlock stage there.':
    'Wird ein Konto gesperrt, bekommt sein Inhaber per E-Mail einen Link in diesen Ablauf. Binden Sie dort eine Entsperr-Stufe.',
  'Too many wrong tries. This account is locked for a while.':
    'Zu viele falsche Versuche. Dieses Konto ist eine Weile gesperrt.',
  'A lockout counts the tries of a whole flow: bind it to the flow. At a stage it would only leave the stage out for whoever is locked.':
    'Eine Sperre zählt die Versuche eines ganzen Ablaufs: Binden Sie sie an den Ablauf. An einer Stufe würde sie die Stufe nur für Gesperrte auslassen.',
  'Lock for a second at least.': 'Sperren Sie mindestens eine Sekunde.',
  'Count for a second at least.': 'Zählen Sie mindestens eine Sekunde lang.',
  'This cannot be more than the tries of the account.':
    'Das können nicht mehr sein als die Versuche des Kontos.',
};
