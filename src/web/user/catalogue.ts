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

  'failure.title': 'Your applications could not be loaded',
  'failure.offline': 'We could not reach the server. Check your connection and try again.',
  'failure.server': 'The server had a problem. Please try again in a moment.',
  'failure.request_id': 'Request id: {id}',
  'failure.retry': 'Try again',
} as const;

export type Key = keyof typeof english;

/** Every language the user interface speaks; a further one is a further record with the same keys. */
export const catalogues: Readonly<Record<'en', Readonly<Record<Key, string>>>> = { en: english };
