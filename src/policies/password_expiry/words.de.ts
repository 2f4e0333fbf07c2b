import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'Password Expiry': 'Passwort-Ablauf',
  'Password Expiry Policy': 'Passwort-Ablauf-Richtlinie',
  'Password Expiry Policies': 'Passwort-Ablauf-Richtlinien',
  'Refuses a password that was set too long ago.':
    'Lehnt ein Passwort ab, das vor zu langer Zeit gesetzt wurde.',
  'Where rules ask for it: “a password has to be changed after a year”.':
    'Wo Vorschriften es verlangen: „Ein Passwort muss nach einem Jahr geändert werden“.',
  Days: 'Tage',
  'A password that was set this many days ago, or longer, has expired; 0 or less = every password has.':
    'Ein Passwort, das vor so vielen Tagen oder früher gesetzt wurde, ist abgelaufen; 0 oder weniger = jedes.',
  'Deny only': 'Nur ablehnen',
  'Only refuses. Otherwise an expired password cannot be used any more either, until a new one is set.':
    'Lehnt nur ab. Sonst lässt sich ein abgelaufenes Passwort auch nicht mehr benutzen, bis ein neues gesetzt ist.',
  'Your password has expired.': 'Ihr Passwort ist abgelaufen.',
  'Your password expired {days} day(s) ago. Please set a new one.':
    'Ihr Passwort ist vor {days} Tag(en) abgelaufen. Bitte setzen Sie ein neues.',
};
