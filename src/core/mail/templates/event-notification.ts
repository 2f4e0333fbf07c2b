import type { MailSource } from './index.ts';

/** Tells somebody of an event. */
export const eventNotification: MailSource = {
  name: 'email/event_notification.html',
  title: 'Event notification',
  sources: {
    en: `subject: {{ brand }}: {{ message }}

# Something happened
Hello {{ user.name }},

{{ message }}

[Look at it]({{ url }})
`,
    de: `subject: {{ brand }}: {{ message }}

# Es ist etwas geschehen
Hallo {{ user.name }},

{{ message }}

[Ansehen]({{ url }})
`,
  },
};
