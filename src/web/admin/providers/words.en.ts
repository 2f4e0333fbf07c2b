/** The words of the pages of providers. */
export const providers = {
  'providers.title': 'Providers',
  'providers.one': 'Provider',
  'providers.lead': 'How applications are spoken to. Each provider belongs to one application.',
  'providers.new': 'Create provider',
  'providers.none_title': 'No providers yet',
  'providers.none': 'Create an application: its provider is made on the way. Or create the provider alone.',
  'providers.used': 'Used by an application',
  'providers.unused': 'No application',
  'providers.unused_help': 'Nobody can sign in through it until an application uses it.',
  'providers.made': '“{name}” was created.',
  'providers.go': 'Go to the provider',
  'providers.set_up': 'What to enter in the application',
  'providers.set_up_lead':
    'Copy these into the settings of the application. Many need the address of the configuration alone.',
  'providers.preview': 'Preview',
  'providers.preview_lead':
    'What the application is told of a person when it asks for every scope. Nothing is sent.',
  'providers.preview_user': 'Of this person',
  'setup.issuer': 'Issuer',
  'setup.authorize': 'Authorization',
  'setup.token': 'Token',
  'setup.user_info': 'User info',
  'setup.provider_info': 'Configuration (discovery)',
  'setup.logout': 'Logout',
  'setup.jwks': 'Keys (JWKS)',
  'secret.kept': 'Kept, and never shown again.',
  'secret.replace': 'Replace',
  'secret.replace_label': 'Replace: {what}',
  'secret.warning':
    'A new secret is made and shown once. The old one stops at once: the application cannot sign anybody in until it has the new one.',
  'secret.confirm': 'Make a new secret',
} as const;
