import type { MailSource } from './index.ts';

/** Shows that mails arrive. */
export const setup: MailSource = {
  name: 'email/setup.html',
  title: 'Test mail',
  sources: {
    en: `subject: {{ brand }} can send e-mails

# It works
This is a test of {{ brand }}: the mail server takes its e-mails, and this one has arrived.

[Open {{ brand }}]({{ origin }})
`,
    de: `subject: {{ brand }} kann E-Mails senden

# Es funktioniert
Dies ist ein Test von {{ brand }}: Der Mailserver nimmt die E-Mails an, und diese ist angekommen.

[{{ brand }} öffnen]({{ origin }})
`,
  },
};
