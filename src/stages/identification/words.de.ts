import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Identification: 'Identifizierung',
  'Identification Stage': 'Identifizierungs-Stufe',
  'Identification Stages': 'Identifizierungs-Stufen',
  'Asks people who they are, and offers the sources through which they may sign in.':
    'Fragt Menschen, wer sie sind, und bietet die Quellen an, über die sie sich anmelden dürfen.',
  'User fields': 'Benutzerfelder',
  'What people may type to be found; none: they sign in through a source.':
    'Womit Menschen gefunden werden; nichts davon: Sie melden sich über eine Quelle an.',
  'Password stage': 'Passwort-Stufe',
  'Asks for the password on the same page. Do not bind that stage too.':
    'Fragt auf derselben Seite nach dem Passwort. Binden Sie diese Stufe dann nicht außerdem.',
  'Captcha stage': 'Captcha-Stufe',
  'WebAuthn stage': 'WebAuthn-Stufe',
  'Case-insensitive matching': 'Groß- und Kleinschreibung gleich',
  'Show matched user': 'Gefundenes Konto zeigen',
  'The following pages name the account that was found. They name what was typed instead where this is off, or where it would tell whether the account exists.':
    'Die folgenden Seiten nennen das gefundene Konto. Ist das aus, oder würde es verraten, ob es das Konto gibt, nennen sie, was eingegeben wurde.',
  'Enrolment flow': 'Ablauf zur Registrierung',
  'Linked to as "Sign up".': 'Verlinkt als „Konto anlegen“.',
  'Recovery flow': 'Ablauf zur Wiederherstellung',
  'Linked to for lost passwords.': 'Verlinkt für vergessene Passwörter.',
  'Passwordless flow': 'Ablauf ohne Passwort',
  'Linked to as another way to sign in.': 'Verlinkt als anderer Weg, sich anzumelden.',
  Sources: 'Quellen',
  'Offered as buttons to those whom their bindings let through.':
    'Als Knöpfe angeboten, wem ihre Bindungen es erlauben.',
  'Show source labels': 'Namen der Quellen zeigen',
  'Pretend that the user exists': 'So tun, als gäbe es den Benutzer',
  'Goes on with an unknown name, so that nobody learns which accounts exist.':
    'Macht mit einem unbekannten Namen weiter, damit niemand erfährt, welche Konten es gibt.',
  'Enable remember me': '„Auf diesem Gerät merken“ anbieten',
  'Offers to remember the typed name on the device.':
    'Bietet an, den eingegebenen Namen auf dem Gerät zu merken.',
  'No identification data provided.': 'Es wurde nichts eingegeben, woran man Sie erkennt.',
  'Enter your password.': 'Geben Sie Ihr Passwort ein.',
  'Offers passkeys on the same page, as this validation stage wants them; whoever uses one is signed in by it.':
    'Bietet auf derselben Seite Passkeys an, wie diese Stufe für den zweiten Faktor sie verlangt; wer einen benutzt, ist damit angemeldet.',
  'This passkey is not known here.': 'Dieser Passkey ist hier nicht bekannt.',
  'Passkeys cannot be used here.': 'Passkeys lassen sich hier nicht benutzen.',
  'Failed to authenticate.': 'Die Anmeldung ist nicht gelungen.',
  'This account is not active.': 'Dieses Konto ist nicht aktiv.',
  'Passwords cannot be checked here. Tell whoever runs this server.':
    'Passwörter lassen sich hier nicht prüfen. Sagen Sie es denen, die diesen Server betreiben.',
  'E-mail': 'E-Mail',
  Username: 'Benutzername',
  'User principal name': 'Benutzerprinzipalname',
  'Shows the captcha on the same page. Do not bind that stage too.':
    'Zeigt das Captcha auf derselben Seite. Binden Sie diese Stufe dann nicht außerdem.',
  'Solve the captcha first.': 'Lösen Sie zuerst das Captcha.',
  'Invalid captcha response. Retrying may solve this issue.':
    'Das Captcha wurde nicht angenommen. Versuchen Sie es noch einmal.',
  'Failed to validate token.': 'Das Captcha konnte nicht geprüft werden.',
  'Log in': 'Anmelden',
  Continue: 'Weiter',
};
