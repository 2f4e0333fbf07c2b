/**
 * Every word the flow pages say of their own accord, by key. What a flow's author wrote (titles, labels, messages)
 * comes over the wire and is shown as it is.
 */
export const english = {
  product: 'Postern',
  page_title: '{title} - {product}',

  'action.cancel': 'Cancel',
  'action.continue': 'Continue',
  'action.retry': 'Try again',
  'action.home': 'Go to my applications',
  'action.copy': 'Copy',
  'action.copied': 'Copied',
  'action.show_password': 'Show password',
  'action.hide_password': 'Hide password',
  'action.show': 'Show',
  'action.hide': 'Hide',

  'status.loading': 'Loading',
  'status.background': 'Background',
  'status.working': 'One moment',
  'status.restarted': 'Your session had ended, so we started again. What you typed is still here.',

  'user.signing_in_as': 'Signing in as',
  'user.not_you': 'Not you?',

  'field.optional': 'optional',
  'field.missing': 'Please fill in this field.',
  'field.choose': 'Please choose one.',
  'field.caps_lock': 'Caps Lock is on',
  'field.unreadable_file': 'This file could not be read. Please choose it again.',

  'identification.title': 'Sign in',
  'identification.lead': 'Use your account to continue.',
  'identification.lead_application': 'Continue to {application}',
  'identification.lead_sources': 'Choose how you want to sign in.',
  'identification.username': 'Username',
  'identification.email': 'Email',
  'identification.upn': 'User principal name',
  'identification.either': '{first} or {last}',
  'identification.password': 'Password',
  'identification.remember': 'Remember me on this device',
  'identification.or': 'or',
  'identification.source': 'Continue with {source}',
  'identification.sources': 'Other ways to sign in',
  'identification.enroll': 'Create an account',
  'identification.recovery': 'Forgot your password?',
  'identification.passwordless': 'Use a passkey or security key',
  'identification.passkey': 'Sign in with a passkey',
  'identification.no_way_in': 'There is no way to sign in here yet. Please ask your administrator.',

  'password.title': 'Enter your password',
  'password.lead': 'Please confirm that it is you.',
  'password.password': 'Password',

  'captcha.title': 'One moment',
  'captcha.lead': 'We check that you are a person and not a program.',
  'captcha.lead_interactive': 'Please show that you are a person and not a program.',
  'captcha.working': 'Checking…',
  'captcha.solved': 'Done.',
  'captcha.unsolved': 'The check is not finished. Solve it, or wait a moment, then try again.',
  'captcha.failed':
    'The check could not be loaded. Look whether something blocks it in your browser, then load the page again.',

  'mailbox.title': 'Set up codes by e-mail',
  'mailbox.lead': 'We send a code to your mailbox to see that it is yours.',
  'mailbox.address': 'E-mail address',
  'mailbox.code_lead': 'Enter the code that we have sent to {address}.',

  'sms.title': 'Set up text messages',
  'sms.lead': 'We send a code to your telephone to see that it is yours.',
  'sms.number': 'Telephone number',
  'sms.number_hint': 'With the code of your country, such as +49 170 1234567.',
  'sms.send': 'Send a code',
  'sms.code_lead': 'Enter the code that we have sent to your telephone.',
  'sms.code_lead_number': 'Enter the code that we have sent to {number}.',
  'sms.again': 'Send a new code',

  'user_login.title': 'Stay signed in?',
  'user_login.lead': 'Say yes only on a device that is yours alone.',
  'user_login.yes': 'Yes, stay signed in',
  'user_login.no': 'No',

  'consent.title': 'Allow access?',
  'consent.lead': 'Please check what will be shared.',
  'consent.permissions': 'It will get:',
  'consent.existing': 'You have already allowed:',
  'consent.additional': 'New this time:',
  'consent.none': 'It asks for no information about you beyond your sign-in.',
  'consent.allow': 'Allow',

  'prompt.title': 'A few details',
  'prompt.lead': 'Please fill in the form.',
  'prompt.choose': 'Choose…',
  'prompt.info': 'Note',
  'prompt.warning': 'Warning',
  'prompt.danger': 'Important',

  'denied.title': 'Access denied',
  'denied.application': 'You may not open {application}.',
  'denied.general': 'Your request was refused.',
  'denied.why': 'The reason given',
  'denied.what_next': 'What you can do',
  'denied.ask': 'If you think you should have access, ask your administrator.',
  'denied.ask_publisher':
    'If you think you should have access, ask {publisher}, who is in charge of {application}.',
  'denied.ask_id': 'Give them the request id: it tells them what was decided, and why.',
  'denied.contact': 'Get help: {contact}',
  'denied.other_account_hint': 'If you have another account that may, sign in with that one.',
  'denied.other_account': 'Use another account',

  'locked.title': 'Too many wrong tries',
  'locked.lead': 'For your safety, nothing is checked for a while.',
  'locked.wait': 'You can try again in',
  'locked.over': 'You can try again now.',
  'locked.mailed':
    'If there is such an account, its owner has been sent a link that ends this at once. Look into your mailbox.',
  'locked.not_you':
    'If it was not you who tried: nobody has signed in, and you need not do anything. Devices on which you have signed in before may still work.',

  'account_unlock.title': 'Unlock your account',
  'account_unlock.lead': 'Then you can try to sign in again at once.',
  'account_unlock.confirm': 'Unlock',

  'request_id.label': 'Request id',

  'error.title': 'Something went wrong',
  'error.lead':
    'This is not your fault. Please try again; if it goes on, give your administrator the request id.',
  'error.details': 'Technical details',
  'error.unknown_component':
    'This page does not know the step “{component}”. Please tell your administrator.',
  'error.shell':
    'The next step sent a page of its own, which is not shown here for your safety. Please tell your administrator.',
  'error.drawing': 'This step could not be shown.',

  'session_end.title': 'You are signed out',
  'session_end.application': 'You are signed out of {application}. You may still be signed in to {brand}.',
  'session_end.general': 'You may still be signed in to {brand}.',
  'session_end.overview': 'Back to my applications',
  'session_end.everywhere': 'Sign out of {brand} too',
  'session_end.again': 'Sign in to {application} again',

  'autosubmit.title': 'Signing you in',
  'autosubmit.lead': 'Passing you on. If nothing happens, press Continue.',
  'autosubmit.refused': 'The address to continue to is not one that this page may send you to.',

  'redirect.title': 'Passing you on',
  'redirect.lead': 'If nothing happens, press Continue.',
  'redirect.inspector': 'Stopped here because the inspector is open. The next address is shown below.',
  'redirect.refused': 'The address to continue to is not one that this page may send you to.',

  'frame.title': 'One more step',
  'frame.lead': 'Please wait while this step finishes.',
  'frame.refused': 'This step has no address that may be shown here.',

  'user_delete.title': 'Delete your account?',
  'user_delete.lead': 'The account {name} is deleted with everything that belongs to it.',
  'user_delete.consequence': 'This cannot be undone.',
  'user_delete.confirm': 'Delete for good',

  'code.label': 'Code',

  'totp.title': 'Set up an authenticator app',
  'totp.lead': 'Scan the picture with the app, then type the code that it shows.',
  'totp.picture': 'QR code with the key of your account',
  'totp.open': 'Open in an app on this device',
  'totp.by_hand': 'Type the key by hand',
  'totp.key': 'In the app, choose a time-based key and type this:',

  'validate.title': 'Confirm that it is you',
  'validate.totp': 'Type the code that your authenticator app shows.',
  'validate.static': 'Type one of your recovery codes.',
  'validate.sms': 'We can send a code to your phone.',
  'validate.sms_sent': 'Type the code that we sent to your phone.',
  'validate.email': 'We can send a code to your mailbox.',
  'validate.email_sent': 'Type the code that we sent to your mailbox.',
  'validate.send': 'Send me a code',
  'validate.send_again': 'Send another code',
  'validate.push': 'We can ask you on your phone.',
  'validate.push_sent': 'Answer the question on your phone, then go on here.',
  'validate.push_send': 'Ask me there',
  'validate.push_answered': 'I have answered',
  'validate.webauthn': 'Use your fingerprint, your face, a PIN or a security key.',
  'validate.use_passkey': 'Use a passkey',
  'validate.choose': 'How do you want to prove it?',
  'validate.other': 'Use another device',
  'validate.none': 'None of your devices can be used on this page. Please ask your administrator.',
  'validate.set_up_title': 'Secure your account',
  'validate.set_up': 'Your account needs a second way to prove that it is you. Which one do you want?',

  'device.duo': 'A question on your phone',
  'device.email': 'A code by e-mail',
  'device.sms': 'A code by text message',
  'device.static': 'A recovery code',
  'device.totp': 'Authenticator app',
  'device.webauthn': 'Passkey or security key',

  'webauthn.title': 'Set up a passkey',
  'webauthn.lead': 'Sign in with your fingerprint, your face, a PIN or a security key from now on.',
  'webauthn.create': 'Create a passkey',

  'passkey.asking': 'Follow what your browser shows.',
  'passkey.refused': 'No passkey was used. Try again, and allow it where your browser asks.',
  'passkey.known': 'This device holds a passkey for your account already.',
  'passkey.unsupported': 'This browser cannot use passkeys here. Try another one.',

  'static.title': 'Your recovery codes',
  'static.lead': 'Each of them signs you in once, on the day when your usual device is lost.',
  'static.keep': 'They are shown this one time. Print them, or keep them in a password manager.',
  'static.download': 'Download',
  'static.file': 'recovery-codes.txt',
  'static.kept': 'I have kept them',

  'email.title': 'Check your e-mail',
  'email.lead': 'We are sending you an e-mail with a link. Open it to go on.',
  'email.nothing': 'Nothing arrived? Look among unwanted mails, and check what you entered.',
  'email.again': 'Another e-mail is on its way. Only its link works now.',
  'email.resend': 'Send again',

  'link.title': 'Continue?',
  'link.lead': 'You opened the link of an e-mail. It works once.',

  'account_lockdown.title': 'Lock your account?',
  'account_lockdown.lead': 'The account {name} is locked.',
  'account_lockdown.consequence':
    'You are signed out everywhere, and your password stops working. Only an administrator can let you in again.',
  'account_lockdown.confirm': 'Lock it',

  'dummy.title': 'Placeholder step',
  'dummy.lead': 'This step asks for nothing: {name}',

  'failure.offline': 'We could not reach the server. Check your connection and try again.',
  'failure.no_flow': 'There is nothing at this address. The link may be old or mistyped.',
  'failure.lost': 'This step is no longer open. Please start again.',
  'failure.too_large': 'That was too large to send. Please choose a smaller file.',
  'failure.too_many': 'Too many attempts. Please wait a minute, then try again.',
  'failure.unreadable': 'The server gave an answer that this page does not understand. Please try again.',
  'failure.server': 'The server had a problem. Please try again in a moment.',
} as const;

export type Key = keyof typeof english;

/** The names of the languages, each in itself, also for the prompt field `ak-locale`. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof languageNames;

export const languages = Object.keys(languageNames) as Language[];

/** The words by language; another one than English is fetched where it is wanted. */
export const catalogueOf: Readonly<Record<Language, () => Promise<Readonly<Record<Key, string>>>>> = {
  en: async () => english,
  de: async () => (await import('./catalogue.de.ts')).german,
};
