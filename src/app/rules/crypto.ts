import type { FieldErrors } from '../../core/problem/problem.ts';
import type { Rule } from '../objects/rule.ts';

/** A certificate is read when it is stored, so that lists need no cryptography. */
export const certificateRule: Rule = {
  prepare(values, _before, { ports }) {
    const facts = ports.certificates.read(String(values.certificate_data ?? ''));
    return { ...values, ...facts };
  },
  check(after, _before, { ports }): FieldErrors {
    const certificate = String(after.certificate_data ?? '');
    const key = String(after.key_data ?? '');
    if (!ports.certificates.read(certificate))
      return { certificate_data: ['This is no certificate in PEM form.'] };
    if (key !== '' && !ports.certificates.matches(certificate, key))
      return { key_data: ['This is not the private key of the certificate, or not in PEM form.'] };
    return {};
  },
};
