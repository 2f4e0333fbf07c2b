import type { Words } from '../../core/words/language.ts';

/** What the blueprints of Postern say to people, in German. Whoever writes other words shows those. */
export const german: Words = {
  'Welcome to Postern': 'Willkommen bei Postern',
  'Sign in to {app}': 'Bei {app} anmelden',
  'Signing you out': 'Sie werden abgemeldet',
  'You have signed out of {app}': 'Sie haben sich bei {app} abgemeldet',
  'Redirecting to {app}': 'Weiter zu {app}',
  'You are being taken to sign in': 'Sie kommen zur Anmeldung',
  'Welcome to Postern. Choose a username.': 'Willkommen bei Postern. Wählen Sie einen Benutzernamen.',
  'Update your details': 'Ihre Angaben ändern',
  'Change your password': 'Ihr Passwort ändern',
  'Your recovery codes': 'Ihre Wiederherstellungscodes',
  'Set up an authenticator app': 'Eine Authenticator-App einrichten',
  'Your account is locked': 'Ihr Konto ist abgeriegelt',
  'Lock the account': 'Das Konto abriegeln',
  'Unlock your account': 'Ihr Konto entsperren',
  'Delete your account': 'Ihr Konto löschen',
  '{app} wants to be sure that it is you': '{app} möchte sicher sein, dass Sie es sind',
  Username: 'Benutzername',
  'E-mail': 'E-Mail',
  Name: 'Name',
  Language: 'Sprache',
  'New password': 'Neues Passwort',
  'New password, once more': 'Neues Passwort, noch einmal',
  'Your account': 'Ihr Konto',
  'What happens': 'Was geschieht',
  Version: 'Version',
  'Terms of use': 'Nutzungsbedingungen',
  Reason: 'Grund',
  'I accept the terms of use': 'Ich nehme die Nutzungsbedingungen an',
  'It is kept in the log.': 'Er bleibt im Protokoll.',
  'At least eight characters. A sentence is easier to remember than a word.':
    'Mindestens acht Zeichen. Ein Satz ist leichter zu merken als ein Wort.',
  'The account is signed out everywhere, its password and all its tokens stop working, and it is deactivated. Only an administrator can let its owner in again.':
    'Das Konto wird überall abgemeldet, sein Passwort und alle seine Tokens wirken nicht mehr, und es wird deaktiviert. Nur die Verwaltung kann die Person wieder einlassen.',
  'Choose an e-mail address and a password for the first administrator, akadmin.':
    'Wählen Sie E-Mail-Adresse und Passwort für das erste Konto der Verwaltung, akadmin.',
  'Your name, username and groups': 'Ihr Name, Ihr Benutzername und Ihre Gruppen',
  'Your e-mail address': 'Ihre E-Mail-Adresse',
  'What you may do in the application': 'Was Sie in der Anwendung dürfen',
  'The groups that you belong to': 'Die Gruppen, zu denen Sie gehören',
  'Access while you are not there': 'Zugriff, während Sie nicht da sind',
  'Your account is locked, and every browser is signed out. Ask your administrator to let you in again.':
    'Ihr Konto ist abgeriegelt, und jeder Browser ist abgemeldet. Bitten Sie Ihre Administratoren, Sie wieder einzulassen.',
};
