import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Captcha: 'Captcha',
  'Captcha Stage': 'Captcha-Stufe',
  'Captcha Stages': 'Captcha-Stufen',
  'Lets a captcha provider judge whether a person or a program sits at the browser.':
    'Lässt einen Captcha-Anbieter beurteilen, ob ein Mensch oder ein Programm am Browser sitzt.',
  'Public key': 'Öffentlicher Schlüssel',
  'The site key, from the provider. Everybody can read it.':
    'Der Schlüssel der Seite („site key“), vom Anbieter. Alle können ihn lesen.',
  'Private key': 'Privater Schlüssel',
  'The secret key, from the provider.': 'Der geheime Schlüssel („secret key“), vom Anbieter.',
  'JS URL': 'Adresse des Skripts',
  'The script of the widget. The pages of flows with this stage may load from its origin.':
    'Das Skript des Captchas. Die Seiten von Abläufen mit dieser Stufe dürfen von dort laden.',
  'Write an address that begins with https:// and names a host.':
    'Schreiben Sie eine Adresse, die mit https:// beginnt und einen Rechner nennt.',
  'API URL': 'Adresse der Prüfung',
  'Where this server asks whether an answer is right.': 'Wo dieser Server fragt, ob eine Antwort stimmt.',
  'Write an address that begins with https://.': 'Schreiben Sie eine Adresse, die mit https:// beginnt.',
  'Request content type': 'Art der Anfrage',
  'How the API wants to be asked.': 'Wie die Prüfung gefragt werden möchte.',
  Interactive: 'Sichtbar',
  'The person sees and solves something; else the widget decides unseen.':
    'Die Person sieht und löst etwas; sonst entscheidet das Captcha ungesehen.',
  'Lowest score': 'Niedrigster Wert',
  'A lower one is refused, where the provider gives scores; -1: none is too low.':
    'Ein niedrigerer wird abgelehnt, wo der Anbieter Werte nennt; -1: keiner ist zu niedrig.',
  'Highest score': 'Höchster Wert',
  'A higher one is refused, where the provider gives scores; -1: none is too high.':
    'Ein höherer wird abgelehnt, wo der Anbieter Werte nennt; -1: keiner ist zu hoch.',
  'Error on an invalid answer': 'Falsche Antworten ablehnen',
  'Whoever fails is asked again. Where this is off everybody goes on, and policies judge what the provider said (captcha in the context of the flow).':
    'Wer es nicht schafft, wird noch einmal gefragt. Sonst kommen alle weiter, und Richtlinien beurteilen, was der Anbieter gesagt hat („captcha“ im Kontext des Ablaufs).',
  'Invalid captcha response. Retrying may solve this issue.':
    'Das Captcha wurde nicht angenommen. Versuchen Sie es noch einmal.',
  'Invalid captcha response.': 'Das Captcha wurde nicht angenommen.',
  'Failed to validate token.': 'Das Captcha konnte nicht geprüft werden.',
  'The API answered with status {status} and no verdict.':
    'Die API hat mit dem Status {status} und ohne Urteil geantwortet.',
  'The API refused to judge: {codes}.': 'Die API wollte nicht urteilen: {codes}.',
};
