import type { MailSource } from './index.ts';

/** A code that proves that somebody reads the mailbox. */
export const emailOtp: MailSource = {
  name: 'email/email_otp.html',
  title: 'Code by e-mail',
  sources: {
    en: `subject: Your code for {{ brand }}

# Your code
Hello {{ user.name }},

enter this code where you are asked for it:

\`{{ code }}\`

> It works once, for {{ expires }}. Nobody from {{ brand }} will ever ask you for it. If you did not want to sign in, somebody may know your password: change it.
`,
    de: `subject: Ihr Code für {{ brand }}

# Ihr Code
Hallo {{ user.name }},

geben Sie diesen Code dort ein, wo Sie danach gefragt werden:

\`{{ code }}\`

> Er gilt einmal, für {{ expires }}. Niemand von {{ brand }} wird Sie je danach fragen. Wenn Sie sich nicht anmelden wollten, kennt vielleicht jemand Ihr Passwort: Ändern Sie es.
`,
  },
};
