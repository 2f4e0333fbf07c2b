import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { silent } from '../../core/log.ts';
import { mailTemplates } from '../../core/mail/templates.ts';
import { ownMailTemplates } from './templates.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-mails-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the mails of a house are read from its folder; a mistake is told with its file', () => {
  const files = {
    'welcome.md': 'subject: Welcome\n\nText',
    'welcome.de.md': 'subject: Willkommen\n\nText',
    'password_reset.de.md': 'subject: Unser Passwort\n\nText',
    'broken.md': 'no subject',
    'notes.txt': 'subject: Not one\n\nText',
    'other.fr.md': 'subject: Autre\n\nTexte',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const told: object[] = [];
  const own = ownMailTemplates(folder, { ...silent, error: (detail) => void told.push(detail) });
  const names = own.map(({ name }) => name);
  expect(names.toSorted()).toEqual(['broken', 'email/password_reset.html', 'welcome']);
  expect(told).toMatchObject([{ file: 'broken.md', err: { line: 1 } }]);

  const all = mailTemplates(own);
  expect(all.find('welcome', 'de')?.template.subject).toEqual([{ words: 'Willkommen', strong: false }]);
  // Nobody has written it in English: ours would say something else.
  expect(all.find('email/password_reset.html', 'en')?.language).toBe('de');
  expect(() => all.find('broken', 'en')).toThrow('subject:');
});

test('without a folder there are those of Postern', () => expect(ownMailTemplates(null, silent)).toEqual([]));
