import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'WebAuthn Authenticator Setup': 'Passkey einrichten',
  'WebAuthn Authenticator Setup Stage': 'Stufe zum Einrichten eines Passkeys',
  'WebAuthn Authenticator Setup Stages': 'Stufen zum Einrichten eines Passkeys',
  'Sets up a passkey: a fingerprint reader, a phone, a security key.':
    'Richtet einen Passkey ein: einen Fingerabdruckleser, ein Telefon, einen Sicherheitsschlüssel.',
  'WebAuthn device': 'Passkey',
  'WebAuthn devices': 'Passkeys',
  'WebAuthn device type': 'WebAuthn: Gerätetyp',
  'WebAuthn device types': 'WebAuthn: Gerätetypen',
  'User verification': 'Die Person prüfen',
  'Whether people show themselves to the authenticator by fingerprint, face or PIN.':
    'Ob sich Menschen dem Gerät gegenüber ausweisen, mit Fingerabdruck, Gesicht oder PIN.',
  'Authenticator attachment': 'Eingebaut oder beweglich',
  'What is built into the device at hand, or what can be carried from one to another; empty: what the hints say, else both.':
    'Was in das Gerät eingebaut ist, oder was sich von einem zum anderen tragen lässt; leer: was die Hinweise sagen, sonst beides.',
  'Built in': 'Eingebaut',
  'To carry along': 'Zum Mitnehmen',
  'Resident key requirement': 'Der Passkey kennt die Person',
  'Whether the passkey knows whose it is, so that people can sign in without their name.':
    'Ob der Passkey weiß, wem er gehört, damit sich Menschen ohne ihren Namen anmelden können.',
  Hints: 'Hinweise',
  'What browsers are to propose first, in this order.':
    'Was Browser zuerst vorschlagen sollen, in dieser Reihenfolge.',
  'Device type restrictions': 'Erlaubte Bauarten',
  'Makes of authenticators that may be set up; none: all. An authenticator that does not say what it is satisfies no restriction.':
    'Bauarten, die eingerichtet werden dürfen; keine: alle. Ein Gerät, das nicht sagt, was es ist, genügt keiner Beschränkung.',
  'Maximum attempts': 'Höchstens Versuche',
  'So many tries may fail before the flow ends; 0: any number.':
    'So viele Versuche dürfen scheitern, bevor der Ablauf endet; 0: beliebig viele.',
  'No Pending user to set up a passkey for.':
    'Es ist niemand da, für den ein Passkey eingerichtet werden könnte.',
  'Passkeys cannot be set up under this address. Open this page under the host name of the server, with https.':
    'Unter dieser Adresse lassen sich keine Passkeys einrichten. Öffnen Sie diese Seite unter dem Namen des Servers, mit https.',
  'The passkey was not accepted. Try again.':
    'Der Passkey wurde nicht angenommen. Versuchen Sie es noch einmal.',
  'Authenticators of this make cannot be set up here. Use another one.':
    'Geräte dieser Bauart lassen sich hier nicht einrichten. Benutzen Sie ein anderes.',
  'This passkey is set up already. Use another one.':
    'Dieser Passkey ist schon eingerichtet. Benutzen Sie einen anderen.',
  'Too many tries failed.': 'Zu viele Versuche sind gescheitert.',
  'This passkey was not accepted. Try again.':
    'Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal.',
  'Authenticators of this make are not allowed here.': 'Geräte dieser Bauart sind hier nicht erlaubt.',
  'This passkey may have been copied, so it is not accepted. Use another way to sign in.':
    'Dieser Passkey wurde vielleicht kopiert, daher wird er nicht angenommen. Benutzen Sie einen anderen Weg, sich anzumelden.',
  'The passkey {name} of {user} counted {count} uses where {known} were known: it may have been copied.':
    'Der Passkey {name} von {user} zählte {count} Benutzungen, wo {known} bekannt waren: Er wurde vielleicht kopiert.',
};
