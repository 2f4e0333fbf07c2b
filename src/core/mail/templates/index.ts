import type { MailLanguage } from '../language.ts';
import { accountConfirmation } from './account-confirmation.ts';
import { emailOtp } from './email-otp.ts';
import { eventNotification } from './event-notification.ts';
import { invitation } from './invitation.ts';
import { passwordReset } from './password-reset.ts';
import { setup } from './setup.ts';

/** One mail in every language that mails are written in. */
export interface MailSource {
  /** As stages name it; the names of what people bring along. */
  readonly name: string;
  readonly title: string;
  readonly sources: Readonly<Partial<Record<MailLanguage, string>>>;
}

/** The mails that Postern brings along. */
export const mailSources: readonly MailSource[] = [
  passwordReset,
  accountConfirmation,
  emailOtp,
  invitation,
  eventNotification,
  setup,
];
