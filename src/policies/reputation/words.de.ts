import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Reputation: 'Ansehen',
  'Reputation Policy': 'Ansehens-Richtlinie',
  'Reputation Policies': 'Ansehens-Richtlinien',
  'Passes for people whose address or name has failed to sign in too often lately.':
    'Besteht für Menschen, deren Adresse oder Name in letzter Zeit zu oft an der Anmeldung gescheitert ist.',
  'Bound to a stage: “ask for a captcha where somebody has failed five times lately”.':
    'An eine Stufe gebunden: „nach einem Captcha fragen, wo jemand zuletzt fünfmal gescheitert ist“.',
  'Check the address': 'Die Adresse prüfen',
  'Counts what was tried from the address of the request, under whatever names.':
    'Zählt, was von der Adresse der Anfrage aus versucht wurde, unter welchem Namen auch immer.',
  'Check the name': 'Den Namen prüfen',
  'Counts what was tried under the name of the person, from wherever.':
    'Zählt, was unter dem Namen der Person versucht wurde, von wo auch immer.',
  Threshold: 'Schwelle',
  'The policy passes where the score is this or lower: where somebody has behaved badly.':
    'Die Richtlinie besteht, wo die Bewertung so niedrig oder niedriger ist: wo sich jemand schlecht verhalten hat.',
  'Spare known addresses': 'Bekannte Adressen schonen',
  'Where the person has signed in from this address lately, what others tried elsewhere under their name does not count.':
    'Hat sich die Person zuletzt von dieser Adresse angemeldet, zählt nicht, was andere anderswo unter ihrem Namen versucht haben.',
  'Choose the address, the name, or both: without either there is nothing to check.':
    'Wählen Sie die Adresse, den Namen oder beides: Ohne sie gibt es nichts zu prüfen.',
};
