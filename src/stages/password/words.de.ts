import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Password: 'Passwort',
  'Password Stage': 'Passwort-Stufe',
  'Password Stages': 'Passwort-Stufen',
  "Asks for the pending user's password.": 'Fragt nach dem Passwort der Person, um die es geht.',
  Backends: 'Woher die Passwörter kommen',
  'Where the password is looked up, in this order. LDAP and Kerberos are accepted beside others, and never match: this version cannot ask them.':
    'Wo das Passwort nachgesehen wird, in dieser Reihenfolge. LDAP und Kerberos werden neben anderen angenommen, passen aber nie: Diese Version kann sie nicht fragen.',
  'Configuration flow': 'Ablauf zum Einrichten',
  'Failed attempts before cancel': 'Fehlversuche bis zum Abbruch',
  'After so many wrong passwords the run of the flow ends; the account is not locked.':
    'Nach so vielen falschen Passwörtern endet der Durchlauf; das Konto wird nicht gesperrt.',
  'Allow to show the password': 'Das Passwort zeigen lassen',
  'Offers a button that makes the typed password readable.':
    'Bietet einen Knopf an, der das eingegebene Passwort lesbar macht.',
  'Invalid password': 'Falsches Passwort',
  'This account is not active.': 'Dieses Konto ist nicht aktiv.',
  'No Pending user to check the password of.': 'Es ist niemand da, dessen Passwort zu prüfen wäre.',
  'Passwords cannot be checked here. Tell whoever runs this server.':
    'Passwörter lassen sich hier nicht prüfen. Sagen Sie es denen, die diesen Server betreiben.',
  'No password would ever be right: this version asks neither LDAP nor Kerberos.':
    'Kein Passwort wäre je richtig: Diese Version fragt weder LDAP noch Kerberos.',
  'Add authentik.core.auth.InbuiltBackend or authentik.core.auth.TokenBackend.':
    'Fügen Sie authentik.core.auth.InbuiltBackend oder authentik.core.auth.TokenBackend hinzu.',
};
