import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'Authenticator Validation': 'Zweiter Faktor',
  'Authenticator Validation Stage': 'Stufe für den zweiten Faktor',
  'Authenticator Validation Stages': 'Stufen für den zweiten Faktor',
  'Asks for a second factor: an authenticator app, a passkey, a code by message, a recovery code.':
    'Fragt nach einem zweiten Faktor: einer Authenticator-App, einem Passkey, einem Code per Nachricht, einem Wiederherstellungscode.',
  'Without a device': 'Ohne Gerät',
  'What happens to a person who has no device that counts here: go on, be refused, set one up.':
    'Was mit einer Person geschieht, die kein Gerät hat, das hier zählt: weitergehen, abgelehnt werden, eines einrichten.',
  'Go on': 'Weitergehen',
  Refuse: 'Ablehnen',
  'Set one up': 'Eines einrichten',
  'Device classes': 'Arten von Geräten',
  'What counts as a proof here.': 'Was hier als Beweis gilt.',
  'Recovery codes': 'Wiederherstellungscodes',
  'Authenticator app': 'Authenticator-App',
  'Passkey or security key': 'Passkey oder Sicherheitsschlüssel',
  'Text message': 'SMS',
  'Configuration stages': 'Stufen zum Einrichten',
  'For people without a device: stages that set one up. Of several, the person chooses. Only those count that set up a class from above.':
    'Für Menschen ohne Gerät: Stufen, die eines einrichten. Unter mehreren wählt die Person. Nur die zählen, die eine Art von oben einrichten.',
  'Not again within': 'Nicht noch einmal innerhalb von',
  'In a browser in which a device was proven here so lately, it is not asked for. 0 = always.':
    'In einem Browser, in dem hier vor so kurzer Zeit ein Gerät bewiesen wurde, wird nicht danach gefragt. 0 = immer.',
  'WebAuthn user verification': 'WebAuthn: die Person prüfen',
  'Whether people must show a passkey that it is them, by fingerprint or PIN.':
    'Ob Menschen einem Passkey zeigen müssen, dass sie es sind, durch Fingerabdruck oder PIN.',
  'WebAuthn hints': 'WebAuthn: Hinweise',
  'What the browser suggests first.': 'Was der Browser zuerst vorschlägt.',
  'WebAuthn device types': 'WebAuthn: Gerätetypen',
  'AAGUIDs of the passkeys that count; none: all do.': 'AAGUIDs der Passkeys, die gelten; keine: alle.',
  'Throttling factor for e-mail': 'Bremse für E-Mail',
  'Seconds until the next try after a wrong code; they double with every further one. 0 = no throttle.':
    'Sekunden bis zum nächsten Versuch nach einem falschen Code; sie verdoppeln sich mit jedem weiteren. 0 = keine Bremse.',
  'Throttling factor for SMS': 'Bremse für SMS',
  'Throttling factor for TOTP': 'Bremse für Authenticator-Apps',
  'Throttling factor for static codes': 'Bremse für Wiederherstellungscodes',
  'You have no device to prove yourself with. Ask whoever looks after your account.':
    'Sie haben kein Gerät, mit dem Sie sich ausweisen könnten. Wenden Sie sich an die, die Ihr Konto betreuen.',
  'You have no device to prove yourself with, and none can be set up here.':
    'Sie haben kein Gerät, mit dem Sie sich ausweisen könnten, und hier lässt sich keines einrichten.',
  'This account is not active.': 'Dieses Konto ist nicht aktiv.',
  'Type the code, or choose a device.': 'Geben Sie den Code ein, oder wählen Sie ein Gerät.',
  'This device is not offered here. Choose one of the list.':
    'Dieses Gerät wird hier nicht angeboten. Wählen Sie eines aus der Liste.',
  'This cannot be set up here. Choose from the list.':
    'Das lässt sich hier nicht einrichten. Wählen Sie aus der Liste.',
  'This code is wrong, or it is not valid any more.': 'Dieser Code ist falsch, oder er gilt nicht mehr.',
  'This passkey is not known here.': 'Dieser Passkey ist hier nicht bekannt.',
  'The stage {stage} wants people to set up a device, and names no stage that does.':
    'Die Stufe {stage} möchte, dass Menschen ein Gerät einrichten, und nennt keine Stufe, die das tut.',
  'Add one to its configuration stages that sets up one of its device classes.':
    'Fügen Sie ihren Stufen zum Einrichten eine hinzu, die eine ihrer Arten von Geräten einrichtet.',
};
