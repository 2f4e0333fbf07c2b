/** The words of the page of reputation. */
export const reputation = {
  'reputation.lead':
    'Every failed sign-in takes a point from the name and the address together. A right password clears a bad score, and a bad one gets better by itself as time goes by.',
  'reputation.readers': 'What these scores do',
  'reputation.reads_both':
    'passes where the scores of a name or of an address add up to {threshold} or less.',
  'reputation.reads_address': 'passes where the scores of an address add up to {threshold} or less.',
  'reputation.reads_name': 'passes where the scores of a name add up to {threshold} or less.',
  'reputation.no_policy':
    'Nothing reads these scores yet. Create a reputation policy and bind it, for example to the stage of a captcha:',
  'reputation.none_title': 'Nobody has a score',
  'reputation.none': 'Nobody has failed to sign in lately, or everybody has been forgiven.',
  'reputation.name': 'Name',
  'reputation.address': 'Address',
  'reputation.score': 'Score',
  'reputation.updated': 'Last try',
  'reputation.expires': 'Forgotten',
  'reputation.of': '{name} from {ip}',
  'reputation.reset': 'Reset',
  'reputation.reset_label': 'Reset the score of {name}',
  'reputation.reset_done': 'The score of {name} is reset.',
} as const;
