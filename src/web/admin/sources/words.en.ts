/** The words of the pages of sources. */
export const sources = {
  'sources.title': 'Federation and Social login',
  'sources.one': 'Source',
  'sources.lead': 'Where people can bring an account from elsewhere.',
  'sources.none_title': 'No sources yet',
  'sources.none': 'Sources are created over the API.',
  'sources.disabled': 'disabled',
  'sources.matching': 'User matching mode',
  'sources.unknown_type':
    'This version does not know the type of this source, so its bindings cannot be shown.',
} as const;
