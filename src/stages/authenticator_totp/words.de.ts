import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'TOTP Authenticator Setup': 'Authenticator-App einrichten',
  'TOTP Authenticator Setup Stage': 'Stufe zum Einrichten einer Authenticator-App',
  'TOTP Authenticator Setup Stages': 'Stufen zum Einrichten einer Authenticator-App',
  'Sets up an authenticator app that shows a new code every half minute.':
    'Richtet eine Authenticator-App ein, die alle halbe Minute einen neuen Code zeigt.',
  'TOTP Device': 'Authenticator-App',
  'TOTP Devices': 'Authenticator-Apps',
  Digits: 'Ziffern',
  'How long a code is. Some apps show six digits whatever they are told.':
    'Wie lang ein Code ist. Manche Apps zeigen sechs Ziffern, was man ihnen auch sagt.',
  'No Pending user to set up an app for.': 'Es ist niemand da, für den eine App eingerichtet werden könnte.',
  'This code is wrong. Wait for the next one in the app, and check the clock of its device.':
    'Dieser Code ist falsch. Warten Sie auf den nächsten in der App, und prüfen Sie die Uhr ihres Geräts.',
  'This code is wrong, or it is not valid any more.': 'Dieser Code ist falsch, oder er gilt nicht mehr.',
};
