/** The words of the pages of certificates. */
export const certificates = {
  'certificates.one': 'Certificate',
  'certificates.lead':
    'What tokens are signed with, and whom Postern believes. Private keys are kept here and never leave.',
  'certificates.none_title': 'No certificates yet',
  'certificates.none': 'Generate a key to sign tokens with, or import one.',
  'certificates.generate': 'Generate',
  'certificates.generate_lead':
    'Makes a new key with a certificate that it signs itself: right for signing tokens.',
  'certificates.import': 'Import',
  'certificates.import_lead':
    'Paste a certificate, with its private key where Postern shall sign or decrypt with it.',
  'certificates.key': 'Private key',
  'certificates.kept': 'Kept here',
  'certificates.public': 'None: only the public certificate is here',
  'certificates.expiry': 'Ends',
  'certificates.expired': 'Expired',
  'certificates.soon': 'In {days} days',
  'certificates.download': 'Download certificate',
  'certificates.rotate': 'Rotate',
  'certificates.rotate_title': 'A new key for “{name}”',
  'certificates.rotate_lead':
    'A new key of the same kind takes its place, wherever this one is used. Applications fetch it by themselves; ID tokens that were signed before can no longer be checked.',
  'certificates.replace': 'Replace',
  'certificates.replace_title': 'Another certificate for “{name}”',
  'certificates.replace_lead':
    'Paste the successor. It counts at once, wherever this one is used. With a new key, paste the private key too.',
  'certificates.replaced': '“{name}” has a new certificate.',
  'field.common_name': 'Common name',
  'field.common_name_about': 'Also the name of the pair in lists.',
  'field.subject_alt_name': 'Names of hosts',
  'field.subject_alt_name_about': 'With commas between them; only where the certificate is for a host.',
  'field.validity_days': 'Valid for days',
  'field.alg': 'Kind of key',
  'field.alg_about': 'RSA is understood everywhere; ECDSA (P-256) is smaller and faster.',
  'field.certificate_data': 'Certificate',
  'field.certificate_data_about': 'PEM: begins with -----BEGIN CERTIFICATE-----.',
  'field.key_data': 'Private key',
  'field.key_data_about': 'PEM (PKCS #8): begins with -----BEGIN PRIVATE KEY-----.',
  'option.rsa': 'RSA, 2048 bits',
  'option.ecdsa': 'ECDSA, P-256',
} as const;
