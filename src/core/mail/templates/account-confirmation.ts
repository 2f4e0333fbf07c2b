import type { MailSource } from './index.ts';

/** Asks a new person whether the address is theirs. */
export const accountConfirmation: MailSource = {
  name: 'email/account_confirmation.html',
  title: 'Account confirmation',
  sources: {
    en: `subject: Confirm your e-mail address

# Welcome to {{ brand }}
Hello {{ user.name }},

please confirm that {{ user.email }} is your e-mail address. Then your account is ready.

[Confirm my address]({{ url }})

> The link works once, for {{ expires }}. If you did not sign up, ignore this mail: without the link nothing happens.
`,
    de: `subject: E-Mail-Adresse bestätigen

# Willkommen bei {{ brand }}
Hallo {{ user.name }},

bitte bestätigen Sie, dass {{ user.email }} Ihre E-Mail-Adresse ist. Dann ist Ihr Konto bereit.

[Adresse bestätigen]({{ url }})

> Der Link gilt einmal, für {{ expires }}. Wenn Sie sich nicht angemeldet haben, ist nichts zu tun: Ohne den Link geschieht nichts.
`,
  },
};
