/** The words of the frame: search over everything, shortcuts, and pages that cannot be shown. */
export const frame = {
  'fault.old_title': 'This page could not be fetched',
  'fault.old':
    'Either the connection was lost, or there is a new version of Postern since you opened it. Load it again.',
  'fault.broken_title': 'Something on this page went wrong',
  'fault.broken':
    'It cannot be shown. Nothing that was saved is lost. Load it again; where that does not help, tell whoever looks after Postern what it says below.',
  'fault.load_again': 'Load again',
  'palette.open': 'Search everything',
  'palette.title': 'Go to',
  'palette.hint': 'A page, or the name of a user, group, application, policy …',
  'palette.pages': 'Pages',
  'palette.results': 'Found',
  'palette.none': 'Nothing matches “{words}”.',
  'palette.looking': 'Looking …',
  'palette.count': '{count} found',
  'palette.keys': 'Arrow keys choose, Enter goes there, Escape closes.',
  'shortcuts.title': 'Keyboard shortcuts',
  'shortcuts.palette': 'Search everything',
  'shortcuts.help': 'Show this page',
  'shortcuts.search': 'Search in the list',
  'shortcuts.create': 'Create what the list is of',
  'shortcuts.go': 'Go to: {page}',
  'shortcuts.then': 'then',
  'shortcuts.single': 'Shortcuts of a single key',
  'shortcuts.single_about':
    'Switch them off where keys are pressed by accident, for instance with speech input. {keys} works in any case.',
} as const;
