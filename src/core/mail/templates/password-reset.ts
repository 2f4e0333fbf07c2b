import type { MailSource } from './index.ts';

/** The way back for somebody who has forgotten their password. */
export const passwordReset: MailSource = {
  name: 'email/password_reset.html',
  title: 'Password reset',
  sources: {
    en: `subject: Set a new password

# Set a new password
Hello {{ user.name }},

somebody, most likely you, asked for a new password for your account **{{ user.username }}** at {{ brand }}.

[Set a new password]({{ url }})

> The link works once, for {{ expires }}. If it was not you, ignore this mail: your password stays as it is.
`,
    de: `subject: Neues Passwort festlegen

# Neues Passwort festlegen
Hallo {{ user.name }},

jemand, vermutlich Sie selbst, möchte für Ihr Konto **{{ user.username }}** bei {{ brand }} ein neues Passwort festlegen.

[Neues Passwort festlegen]({{ url }})

> Der Link gilt einmal, für {{ expires }}. Wenn Sie es nicht waren, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.
`,
  },
};
