import type { MailSource } from './index.ts';

/** Invites somebody who has no account yet. */
export const invitation: MailSource = {
  name: 'email/invitation.html',
  title: 'Invitation',
  sources: {
    en: `subject: You are invited to {{ brand }}

# You are invited
Hello,

{{ sender }} invites you to make an account at {{ brand }}.

[Accept the invitation]({{ url }})

> The invitation is good for {{ expires }}.

> If you do not know what this is about, ignore this mail.
`,
    de: `subject: Einladung zu {{ brand }}

# Sie sind eingeladen
Guten Tag,

{{ sender }} lädt Sie ein, ein Konto bei {{ brand }} anzulegen.

[Einladung annehmen]({{ url }})

> Die Einladung gilt noch {{ expires }}.

> Wenn Sie nicht wissen, worum es geht, ist nichts zu tun.
`,
  },
};
