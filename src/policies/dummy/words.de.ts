import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Dummy: 'Platzhalter',
  'Dummy Policy': 'Platzhalter-Richtlinie',
  'Dummy Policies': 'Platzhalter-Richtlinien',
  'Waits for a while and then gives a fixed result. For trying things out.':
    'Wartet eine Weile und gibt dann ein festes Ergebnis. Zum Ausprobieren.',
  'To try out a target before its real policies exist. Not for production: everybody waits.':
    'Um ein Ziel auszuprobieren, bevor es seine richtigen Richtlinien gibt. Nicht für den Betrieb: Alle warten.',
  Result: 'Ergebnis',
  'What the policy answers.': 'Was die Richtlinie antwortet.',
  'Minimum wait': 'Kürzeste Wartezeit',
  'Seconds that the policy takes at least; below 0 counts as 0.':
    'Sekunden, die die Richtlinie mindestens braucht; unter 0 zählt als 0.',
  'Maximum wait': 'Längste Wartezeit',
  'The policy takes a random number of whole seconds below this one, or exactly the minimum.':
    'Die Richtlinie braucht eine zufällige Zahl ganzer Sekunden unter dieser, oder genau die kürzeste Zeit.',
  dummy: 'Platzhalter',
};
