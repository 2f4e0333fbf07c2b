/** Every word that the user interface says, by key. */
export const english = {
  product: 'Postern',
  page_title: '{title} - {product}',

  'shell.skip': 'Skip to the page',
  'shell.sign_out': 'Sign out',
  'shell.admin': 'Admin interface',
  'shell.signed_in_as': 'Signed in as',
  'acting.words': 'You are acting as {as}. The log says that it is you, {original}.',
  'acting.stop': 'Stop acting as them',
  'shell.settings': 'Settings:',

  'action.cancel': 'Cancel',
  'action.close': 'Close',
  'action.copy': 'Copy',
  'action.copied': 'Copied',

  'page.unknown_title': 'There is nothing here',
  'page.unknown': 'The link may be old or mistyped.',
  'page.home': 'Go to my applications',

  'bell.title': 'Notifications',
  'bell.label_none': 'Notifications: nothing new',
  'bell.label_some': 'Notifications: {count} unread',
  'bell.see_all': 'Mark all as read',
  'bell.see': 'Mark as read',
  'bell.see_label': 'Mark as read: {body}',
  'bell.none': 'You have read everything. What needs your attention appears here.',
  'bell.more': 'And {count} older ones.',
  'bell.failed': 'Your notifications could not be loaded. They are tried again in a minute.',
  'bell.notice': 'Notice',
  'bell.warning': 'Warning',
  'bell.alert': 'Alert',

  'library.title': 'My applications',
  'library.search': 'Search applications',
  'library.search_hint': 'Search applications ( / )',
  'library.favourites': 'Favourites',
  'library.favourite': '{name} is a favourite',
  'library.favour': 'Add to the favourites',
  'library.unfavour': 'Remove from the favourites',
  'library.layout': 'Layout',
  'library.layout_tiles': 'Tiles',
  'library.layout_list': 'List',
  'library.other': 'Other',
  'library.loading': 'Loading your applications',
  'library.opens_tab': 'opens in a new tab',
  'library.count_one': '1 application',
  'library.count_many': '{count} applications',

  'library.none_title': 'No applications yet',
  'library.none':
    'Applications appear here as soon as somebody gives you access. Ask your administrator for the one you need.',
  'library.none_admin':
    'Applications appear here when they have a launch address and their bindings let you in. You are an administrator: create one in the admin interface.',
  'library.none_admin_link': 'Go to the admin interface',

  'library.no_hit_title': 'Nothing found',
  'library.no_hit': 'No application of yours matches “{words}”.',
  'library.clear': 'Clear the search',

  'settings.title': 'Settings',
  'settings.above': 'Where you are',
  'settings.loading': 'Loading',
  'settings.details': 'Your details',
  'settings.security': 'Password and sign-in',
  'settings.sessions': 'Sessions',
  'settings.consents': 'Consents',
  'settings.connections': 'Connected services',
  'settings.tokens': 'Tokens and app passwords',
  'settings.appearance': 'Language and look',

  'details.lead': 'What is known about you here. Applications that you open can be told these.',
  'details.username': 'Username',
  'details.name': 'Name',
  'details.email': 'E-mail',
  'details.form': 'Change your details',
  'details.none': 'To have something changed here, ask your administrator.',
  'details.saved': 'Your details are saved.',

  'security.lead': 'How you prove that it is you.',
  'security.none': 'There is nothing here that you can set up yourself. Ask your administrator.',
  'security.password': 'Password',
  'security.password_words': 'Change it when somebody else may know it. You stay signed in here only.',
  'security.change': 'Change',
  'security.change_password': 'Change your password',
  'security.password_changed': 'Your password is changed.',
  'security.other_words': 'Makes signing in safer or easier.',
  'security.set_up': 'Set up',
  'security.set_up_label': 'Set up: {name}',
  'security.done': 'It is set up.',

  'sessions.lead': 'The browsers in which you are signed in. End those that you do not recognise.',
  'sessions.none': 'You are signed in nowhere.',
  'sessions.browser_on': '{browser} on {system}',
  'sessions.unknown_device': 'Unknown device',
  'sessions.this_one': 'This browser',
  'sessions.place': 'Near {place}, from the address {ip}',
  'sessions.address': 'From the address {ip}',
  'sessions.used': 'Last used: {when}',
  'sessions.end': 'Sign out',
  'sessions.end_label': 'Sign out: {device}',
  'sessions.end_title': 'Sign out {device}?',
  'sessions.end_words':
    'Whoever uses that browser has to sign in again. If it was not you, change your password too.',
  'sessions.ended': 'That browser is signed out.',
  'sessions.end_others': 'Sign out everywhere else',

  'consents.lead':
    'What you allowed applications to know about you. An application is asked about only once, until you revoke it.',
  'consents.none': 'No application has asked you yet.',
  'consents.allowed': 'May know: {what}',
  'consents.allowed_nothing': 'May know that you signed in, and nothing more.',
  'consents.until': 'Until {day}, then you are asked again',
  'consents.for_ever': 'Until you revoke it',
  'consents.revoke': 'Revoke',
  'consents.revoke_label': 'Revoke: {name}',
  'consents.revoke_title': 'Revoke your consent for {name}?',
  'consents.revoke_words':
    '{name} can read nothing more about you here, and the next time you sign in to it you are asked again. What it has read already stays with it.',
  'consents.revoked': 'Your consent for {name} is revoked.',

  'scope.openid': 'who you are',
  'scope.profile': 'your name and username',
  'scope.email': 'your e-mail address',
  'scope.groups': 'your groups',
  'scope.entitlements': 'what you may do in it',
  'scope.offline_access': 'all of this also while you are away',

  'connections.lead':
    'Accounts of yours elsewhere. With a connected one you can sign in here without a password.',
  'connections.none': 'There is no other service that you could connect.',
  'connections.since': 'Connected since {day}',
  'connections.not_yet': 'Not connected',
  'connections.connect': 'Connect',
  'connections.connect_label': 'Connect: {name}',
  'connections.disconnect': 'Disconnect',
  'connections.disconnect_label': 'Disconnect: {name}',
  'connections.disconnect_title': 'Disconnect {name}?',
  'connections.disconnect_words':
    'You cannot sign in here by {name} any more. Make sure that you know another way in, such as your password.',
  'connections.disconnected': '{name} is disconnected.',

  'tokens.lead':
    'Keys for programs that act for you, such as a mail program or a script. Each has a key of its own, so that you can revoke one without the others.',
  'tokens.none': 'You have no tokens. You need one only for programs that cannot sign in as you do.',
  'tokens.new': 'New token',
  'tokens.name': 'Name',
  'tokens.name_hint': 'What it is for, such as “Mail on my phone”.',
  'tokens.name_missing': 'Give it a name, so that you recognise it later.',
  'tokens.what_for': 'What it is for',
  'tokens.app_password': 'App password',
  'tokens.app_password_hint': 'For programs that ask for your username and a password.',
  'tokens.api': 'API token',
  'tokens.api_hint': 'For scripts that call the API as you. It may do whatever you may do.',
  'tokens.other': 'Made by the system',
  'tokens.life': 'Works for',
  'tokens.days': '{count} days',
  'tokens.make': 'Create',
  'tokens.made': 'Copy the key now: it is never shown again.',
  'tokens.key': 'Key',
  'tokens.kept': 'I have copied it',
  'tokens.kind': '{kind}, {identifier}',
  'tokens.until': 'Works until {day}',
  'tokens.for_ever': 'Works until it is revoked',
  'tokens.over': 'Expired',
  'tokens.revoke': 'Revoke',
  'tokens.revoke_label': 'Revoke: {name}',
  'tokens.revoke_title': 'Revoke {name}?',
  'tokens.revoke_words': 'The program that uses it can do nothing more here. This cannot be undone.',
  'tokens.revoked': '{name} is revoked.',

  'appearance.lead': 'Kept with your account, so it is the same in every browser.',
  'appearance.theme': 'Look',
  'appearance.theme_automatic': 'As the system has it',
  'appearance.theme_light': 'Light',
  'appearance.theme_dark': 'Dark',
  'appearance.language': 'Language',
  'appearance.language_browser': 'As the browser has it',

  'failure.title': 'Your applications could not be loaded',
  'failure.part_title': 'This could not be loaded',
  'failure.offline': 'We could not reach the server. Check your connection and try again.',
  'failure.server': 'The server had a problem. Please try again in a moment.',
  'failure.request_id': 'Request id: {id}',
  'failure.retry': 'Try again',
} as const;

export type Key = keyof typeof english;

/** The names of the languages, each in itself. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof languageNames;

export const languages = Object.keys(languageNames) as Language[];

/** The words by language; another one than English is fetched where it is wanted. */
export const catalogueOf: Readonly<Record<Language, () => Promise<Readonly<Record<Key, string>>>>> = {
  en: async () => english,
  de: async () => (await import('./catalogue.de.ts')).german,
};
