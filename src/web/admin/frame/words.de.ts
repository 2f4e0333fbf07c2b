import type { frame as english } from './words.en.ts';

/** The words of the frame, in German. */
export const frame: Readonly<Record<keyof typeof english, string>> = {
  'fault.old_title': 'Diese Seite ließ sich nicht laden',
  'fault.old':
    'Entweder ist die Verbindung abgerissen, oder es gibt eine neue Version von Postern, seit Sie es geöffnet haben. Laden Sie die Seite neu.',
  'fault.broken_title': 'Auf dieser Seite ist etwas schiefgegangen',
  'fault.broken':
    'Sie lässt sich nicht anzeigen. Was gespeichert war, ist noch da. Laden Sie sie neu; hilft das nicht, sagen Sie denen, die Postern betreuen, was hier unten steht.',
  'fault.load_again': 'Neu laden',
  'palette.open': 'Alles durchsuchen',
  'palette.title': 'Gehe zu',
  'palette.hint': 'Eine Seite, oder der Name von Benutzer, Gruppe, Anwendung, Richtlinie …',
  'palette.pages': 'Seiten',
  'palette.results': 'Gefunden',
  'palette.none': 'Zu „{words}“ passt nichts.',
  'palette.looking': 'Wird gesucht …',
  'palette.count': '{count} gefunden',
  'palette.keys': 'Pfeiltasten wählen, Enter geht dorthin, Escape schließt.',
  'shortcuts.title': 'Tastenkürzel',
  'shortcuts.palette': 'Alles durchsuchen',
  'shortcuts.help': 'Diese Übersicht zeigen',
  'shortcuts.search': 'In der Liste suchen',
  'shortcuts.create': 'Anlegen, was die Liste zeigt',
  'shortcuts.go': 'Gehe zu: {page}',
  'shortcuts.then': 'dann',
  'shortcuts.single': 'Kürzel aus einer einzelnen Taste',
  'shortcuts.single_about':
    'Schalten Sie sie ab, wenn Tasten versehentlich gedrückt werden, zum Beispiel bei Spracheingabe. {keys} gilt immer.',
};
