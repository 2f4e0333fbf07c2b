import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'Mutual TLS': 'Zertifikat des Browsers',
  'Mutual TLS Stage': 'Stufe für Zertifikate des Browsers',
  'Mutual TLS Stages': 'Stufen für Zertifikate des Browsers',
  'Proves people by the certificate that their browser shows.':
    'Beweist, wer jemand ist, durch das Zertifikat, das der Browser zeigt.',
  'Whether a certificate is needed': 'Ob ein Zertifikat nötig ist',
  '"required": nobody passes without a certificate; "optional": they go on without being proven.':
    '„required“: ohne Zertifikat kommt niemand weiter; „optional“: es geht weiter, und nichts ist bewiesen.',
  'Certificate authorities': 'Zertifizierungsstellen',
  'Whose certificates count; none: those that the brand names.':
    'Wessen Zertifikate gelten; keine: die, die die Marke nennt.',
  'Attribute of the certificate': 'Attribut des Zertifikats',
  'What names the person.': 'Was die Person nennt.',
  'Attribute of the user': 'Attribut des Benutzers',
  'What it is compared with.': 'Womit es verglichen wird.',
  'Certificate required but no certificate was given.':
    'Hier ist ein Zertifikat nötig, und Ihr Browser hat keines gezeigt.',
  'Your certificate is not accepted here. Choose another one, or ask your administrator.':
    'Ihr Zertifikat wird hier nicht angenommen. Wählen Sie ein anderes, oder fragen Sie Ihre Administratoren.',
  'Your certificate has expired. Ask your administrator for a new one.':
    'Ihr Zertifikat ist abgelaufen. Bitten Sie Ihre Administratoren um ein neues.',
  'No account belongs to your certificate. Ask your administrator.':
    'Zu Ihrem Zertifikat gehört kein Konto. Fragen Sie Ihre Administratoren.',
  'Your certificate belongs to another account than the one that you began with.':
    'Ihr Zertifikat gehört zu einem anderen Konto als dem, mit dem Sie begonnen haben.',
  'This account is not active.': 'Dieses Konto ist nicht aktiv.',
  'The stage {stage} accepts no certificate. {hint}': 'Die Stufe {stage} nimmt kein Zertifikat an. {hint}',
  'Choose certificate authorities there or in the settings of the brand.':
    'Wählen Sie dort oder in den Einstellungen der Marke Zertifizierungsstellen.',
  'The stage {stage} refused a certificate: {reason}.':
    'Die Stufe {stage} hat ein Zertifikat abgelehnt: {reason}.',
  'Certificates cannot be checked here. Tell whoever runs this server.':
    'Zertifikate können hier nicht geprüft werden. Sagen Sie es denen, die diesen Server betreiben.',
};
