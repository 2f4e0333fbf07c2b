import type { certificates as english } from './words.en.ts';

/** The words of the pages of certificates, in German. */
export const certificates: Readonly<Record<keyof typeof english, string>> = {
  'certificates.one': 'Zertifikat',
  'certificates.lead':
    'Womit Tokens unterschrieben werden und wem Postern glaubt. Private Schlüssel bleiben hier und gehen nie hinaus.',
  'certificates.none_title': 'Noch keine Zertifikate',
  'certificates.none':
    'Erzeugen Sie einen Schlüssel zum Unterschreiben von Tokens, oder importieren Sie einen.',
  'certificates.generate': 'Erzeugen',
  'certificates.generate_lead':
    'Macht einen neuen Schlüssel mit einem Zertifikat, das er selbst unterschreibt: richtig zum Unterschreiben von Tokens.',
  'certificates.import': 'Importieren',
  'certificates.import_lead':
    'Fügen Sie ein Zertifikat ein, und seinen privaten Schlüssel, wenn Postern damit unterschreiben oder entschlüsseln soll.',
  'certificates.key': 'Privater Schlüssel',
  'certificates.kept': 'Hier aufbewahrt',
  'certificates.public': 'Keiner: Hier ist nur das öffentliche Zertifikat',
  'certificates.expiry': 'Endet',
  'certificates.expired': 'Abgelaufen',
  'certificates.soon': 'In {days} Tagen',
  'certificates.download': 'Zertifikat herunterladen',
  'certificates.rotate': 'Erneuern',
  'certificates.rotate_title': 'Ein neuer Schlüssel für „{name}“',
  'certificates.rotate_lead':
    'Ein neuer Schlüssel derselben Art tritt an seine Stelle, überall, wo dieser benutzt wird. Anwendungen holen ihn sich von selbst; früher unterschriebene ID-Tokens lassen sich nicht mehr prüfen.',
  'certificates.replace': 'Ersetzen',
  'certificates.replace_title': 'Ein anderes Zertifikat für „{name}“',
  'certificates.replace_lead':
    'Fügen Sie den Nachfolger ein. Er gilt sofort, überall, wo dieses benutzt wird. Mit einem neuen Schlüssel auch den privaten Schlüssel einfügen.',
  'certificates.replaced': '„{name}“ hat ein neues Zertifikat.',
  'field.common_name': 'Gebräuchlicher Name (CN)',
  'field.common_name_about': 'Auch der Name des Paars in Listen.',
  'field.subject_alt_name': 'Namen von Rechnern',
  'field.subject_alt_name_about': 'Mit Kommas dazwischen; nur, wenn das Zertifikat für einen Rechner ist.',
  'field.validity_days': 'Gültig für Tage',
  'field.alg': 'Art des Schlüssels',
  'field.alg_about': 'RSA wird überall verstanden; ECDSA (P-256) ist kleiner und schneller.',
  'field.certificate_data': 'Zertifikat',
  'field.certificate_data_about': 'PEM: beginnt mit -----BEGIN CERTIFICATE-----.',
  'field.key_data': 'Privater Schlüssel',
  'field.key_data_about': 'PEM (PKCS #8): beginnt mit -----BEGIN PRIVATE KEY-----.',
  'option.rsa': 'RSA, 2048 Bit',
  'option.ecdsa': 'ECDSA mit P-256',
};
