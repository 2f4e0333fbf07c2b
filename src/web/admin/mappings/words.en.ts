/** The words of the pages of property mappings. */
export const mappings = {
  'mappings.one': 'Property mapping',
  'mappings.lead':
    'Expressions that say what applications are told of people, and what is taken over from sources.',
  'mappings.new': 'Create property mapping',
  'mappings.none_title': 'No property mappings yet',
  'mappings.none': 'Create the first one, then choose it in a provider or source.',
  'mappings.origin': 'Origin',
  'mappings.own': 'Made here',
  'mappings.managed': 'From a blueprint',
  'mappings.managed_help':
    'A blueprint keeps this mapping and may write over what you change here. Better copy the expression into one of your own.',
  'mappings.test': 'Test',
  'mappings.test_lead':
    'Runs the saved expression for somebody and shows what it returns. Nothing comes of it.',
  'mappings.user': 'For this person',
  'mappings.group': 'For this group',
  'mappings.context': 'Further names',
  'mappings.context_about': 'What the expression sees beside, e.g. {"info": {"email": "ada@corp.test"}}.',
  'mappings.run': 'Run the mapping',
  'mappings.ran': 'It returned',
  'mappings.failed': 'It could not run',
} as const;
