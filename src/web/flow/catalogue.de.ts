import type { Key } from './catalogue.ts';

/** The words of the flow pages in German. */
export const german: Readonly<Record<Key, string>> = {
  product: 'Postern',
  page_title: '{title} - {product}',
  'action.cancel': 'Abbrechen',
  'action.continue': 'Weiter',
  'action.retry': 'Erneut versuchen',
  'action.home': 'Zu meinen Anwendungen',
  'action.copy': 'Kopieren',
  'action.copied': 'Kopiert',
  'action.show_password': 'Passwort anzeigen',
  'action.hide_password': 'Passwort verbergen',
  'action.show': 'Anzeigen',
  'action.hide': 'Verbergen',

  'status.loading': 'Wird geladen',
  'status.background': 'Hintergrund',
  'status.working': 'Einen Moment',
  'status.restarted':
    'Ihre Sitzung war beendet, daher beginnt es von vorn. Was Sie eingegeben haben, ist noch da.',

  'user.signing_in_as': 'Anmeldung als',
  'user.not_you': 'Nicht Sie?',

  'field.optional': 'freiwillig',
  'field.missing': 'Bitte füllen Sie dieses Feld aus.',
  'field.choose': 'Bitte wählen Sie eine Möglichkeit.',
  'field.caps_lock': 'Die Feststelltaste ist an',
  'field.unreadable_file': 'Diese Datei konnte nicht gelesen werden. Bitte wählen Sie sie noch einmal aus.',

  'identification.title': 'Anmelden',
  'identification.lead': 'Benutzen Sie Ihr Konto, um fortzufahren.',
  'identification.lead_application': 'Weiter zu {application}',
  'identification.lead_sources': 'Wählen Sie, wie Sie sich anmelden möchten.',
  'identification.username': 'Benutzername',
  'identification.email': 'E-Mail',
  'identification.upn': 'Benutzerprinzipalname',
  'identification.either': '{first} oder {last}',
  'identification.password': 'Passwort',
  'identification.remember': 'Auf diesem Gerät merken',
  'identification.or': 'oder',
  'identification.source': 'Weiter mit {source}',
  'identification.sources': 'Andere Wege, sich anzumelden',
  'identification.enroll': 'Konto anlegen',
  'identification.recovery': 'Passwort vergessen?',
  'identification.passwordless': 'Passkey oder Sicherheitsschlüssel benutzen',
  'identification.passkey': 'Mit einem Passkey anmelden',
  'identification.no_way_in':
    'Hier kann man sich noch nicht anmelden. Bitte wenden Sie sich an Ihre Administratoren.',

  'password.title': 'Passwort eingeben',
  'password.lead': 'Bitte bestätigen Sie, dass Sie es sind.',
  'password.password': 'Passwort',

  'captcha.title': 'Einen Moment',
  'captcha.lead': 'Wir prüfen, dass Sie ein Mensch und kein Programm sind.',
  'captcha.lead_interactive': 'Bitte zeigen Sie, dass Sie ein Mensch und kein Programm sind.',
  'captcha.working': 'Wird geprüft …',
  'captcha.solved': 'Erledigt.',
  'captcha.unsolved':
    'Die Prüfung ist nicht abgeschlossen. Lösen Sie die Aufgabe oder warten Sie kurz, und versuchen Sie es dann noch einmal.',
  'captcha.failed':
    'Die Prüfung konnte nicht geladen werden. Sehen Sie nach, ob Ihr Browser sie blockiert, und laden Sie die Seite dann neu.',

  'mailbox.title': 'Codes per E-Mail einrichten',
  'mailbox.lead': 'Wir senden einen Code an Ihr Postfach, um zu sehen, dass es Ihres ist.',
  'mailbox.address': 'E-Mail-Adresse',
  'mailbox.code_lead': 'Geben Sie den Code ein, den wir an {address} gesandt haben.',

  'sms.title': 'Textnachrichten einrichten',
  'sms.lead': 'Wir senden einen Code an Ihr Telefon, um zu sehen, dass es Ihres ist.',
  'sms.number': 'Telefonnummer',
  'sms.number_hint': 'Mit der Vorwahl Ihres Landes, zum Beispiel +49 170 1234567.',
  'sms.send': 'Code senden',
  'sms.code_lead': 'Geben Sie den Code ein, den wir an Ihr Telefon gesendet haben.',
  'sms.code_lead_number': 'Geben Sie den Code ein, den wir an {number} gesendet haben.',
  'sms.again': 'Neuen Code senden',

  'user_login.title': 'Angemeldet bleiben?',
  'user_login.lead': 'Sagen Sie nur auf einem Gerät Ja, das Ihnen allein gehört.',
  'user_login.yes': 'Ja, angemeldet bleiben',
  'user_login.no': 'Nein',

  'consent.title': 'Zugriff erlauben?',
  'consent.lead': 'Bitte prüfen Sie, was weitergegeben wird.',
  'consent.permissions': 'Das bekommt die Anwendung:',
  'consent.existing': 'Das haben Sie schon erlaubt:',
  'consent.additional': 'Neu dieses Mal:',
  'consent.none': 'Sie fragt nach nichts über Sie außer Ihrer Anmeldung.',
  'consent.allow': 'Erlauben',

  'prompt.title': 'Einige Angaben',
  'prompt.lead': 'Bitte füllen Sie das Formular aus.',
  'prompt.choose': 'Auswählen…',
  'prompt.info': 'Hinweis',
  'prompt.warning': 'Warnung',
  'prompt.danger': 'Wichtig',

  'denied.title': 'Zugang verweigert',
  'denied.application': 'Sie dürfen {application} nicht öffnen.',
  'denied.general': 'Ihre Anfrage wurde abgelehnt.',
  'denied.why': 'Der angegebene Grund',
  'denied.what_next': 'Was Sie tun können',
  'denied.ask': 'Wenn Sie meinen, dass Sie Zugang haben sollten, fragen Sie Ihre Administratoren.',
  'denied.ask_publisher':
    'Wenn Sie meinen, dass Sie Zugang haben sollten, fragen Sie {publisher}: Dort ist man für {application} zuständig.',
  'denied.ask_id': 'Nennen Sie die Kennung der Anfrage: Sie sagt, was entschieden wurde und warum.',
  'denied.contact': 'Hilfe bekommen Sie hier: {contact}',
  'denied.other_account_hint':
    'Wenn Sie ein anderes Konto haben, das es darf, melden Sie sich mit diesem an.',
  'denied.other_account': 'Anderes Konto benutzen',

  'locked.title': 'Zu viele falsche Versuche',
  'locked.lead': 'Zu Ihrer Sicherheit wird eine Weile nichts geprüft.',
  'locked.wait': 'Sie können es wieder versuchen in',
  'locked.over': 'Sie können es jetzt wieder versuchen.',
  'locked.mailed':
    'Wenn es dieses Konto gibt, hat sein Inhaber einen Link bekommen, der die Sperre gleich beendet. Sehen Sie in Ihr Postfach.',
  'locked.not_you':
    'Wenn nicht Sie es waren: Niemand hat sich angemeldet, und Sie müssen nichts tun. Geräte, auf denen Sie sich schon angemeldet haben, gehen vielleicht noch.',

  'account_unlock.title': 'Konto entsperren',
  'account_unlock.lead': 'Danach können Sie gleich wieder versuchen, sich anzumelden.',
  'account_unlock.confirm': 'Entsperren',

  'request_id.label': 'Kennung der Anfrage',

  'error.title': 'Etwas ist schiefgegangen',
  'error.lead':
    'Sie haben nichts falsch gemacht. Bitte versuchen Sie es erneut; wenn es so bleibt, nennen Sie Ihren Administratoren die Kennung der Anfrage.',
  'error.details': 'Technische Einzelheiten',
  'error.unknown_component':
    'Diese Seite kennt den Schritt „{component}“ nicht. Bitte sagen Sie es Ihren Administratoren.',
  'error.shell':
    'Der nächste Schritt hat eine eigene Seite geschickt, die zu Ihrer Sicherheit hier nicht gezeigt wird. Bitte sagen Sie es Ihren Administratoren.',
  'error.drawing': 'Dieser Schritt konnte nicht gezeigt werden.',

  'session_end.title': 'Sie sind abgemeldet',
  'session_end.application':
    'Sie sind von {application} abgemeldet. Bei {brand} sind Sie vielleicht noch angemeldet.',
  'session_end.general': 'Bei {brand} sind Sie vielleicht noch angemeldet.',
  'session_end.overview': 'Zurück zu meinen Anwendungen',
  'session_end.everywhere': 'Auch von {brand} abmelden',
  'session_end.again': 'Wieder bei {application} anmelden',

  'autosubmit.title': 'Sie werden angemeldet',
  'autosubmit.lead': 'Sie werden weitergeleitet. Wenn nichts geschieht, drücken Sie auf Weiter.',
  'autosubmit.refused': 'An die Adresse, an der es weitergeht, darf diese Seite Sie nicht schicken.',

  'redirect.title': 'Sie werden weitergeleitet',
  'redirect.lead': 'Wenn nichts geschieht, drücken Sie auf Weiter.',
  'redirect.inspector': 'Hier angehalten, weil der Inspektor offen ist. Die nächste Adresse steht unten.',
  'redirect.refused': 'An die Adresse, an der es weitergeht, darf diese Seite Sie nicht schicken.',

  'frame.title': 'Noch ein Schritt',
  'frame.lead': 'Bitte warten Sie, bis dieser Schritt fertig ist.',
  'frame.refused': 'Dieser Schritt hat keine Adresse, die hier gezeigt werden darf.',

  'user_delete.title': 'Konto löschen?',
  'user_delete.lead': 'Das Konto {name} wird mit allem gelöscht, was dazu gehört.',
  'user_delete.consequence': 'Das lässt sich nicht rückgängig machen.',
  'user_delete.confirm': 'Endgültig löschen',

  'code.label': 'Code',

  'totp.title': 'Authenticator-App einrichten',
  'totp.lead': 'Scannen Sie das Bild mit der App und geben Sie dann den Code ein, den sie zeigt.',
  'totp.picture': 'QR-Code mit dem Schlüssel Ihres Kontos',
  'totp.open': 'In einer App auf diesem Gerät öffnen',
  'totp.by_hand': 'Den Schlüssel von Hand eingeben',
  'totp.key': 'Wählen Sie in der App einen zeitbasierten Schlüssel und geben Sie dies ein:',

  'validate.title': 'Bestätigen Sie, dass Sie es sind',
  'validate.totp': 'Geben Sie den Code ein, den Ihre Authenticator-App zeigt.',
  'validate.static': 'Geben Sie einen Ihrer Wiederherstellungscodes ein.',
  'validate.sms': 'Wir können einen Code an Ihr Telefon senden.',
  'validate.sms_sent': 'Geben Sie den Code ein, den wir an Ihr Telefon gesendet haben.',
  'validate.email': 'Wir können einen Code an Ihr Postfach senden.',
  'validate.email_sent': 'Geben Sie den Code ein, den wir an Ihr Postfach gesendet haben.',
  'validate.send': 'Code senden',
  'validate.send_again': 'Noch einen Code senden',
  'validate.push': 'Wir können Sie auf Ihrem Telefon fragen.',
  'validate.push_sent': 'Beantworten Sie die Frage auf Ihrem Telefon und gehen Sie dann hier weiter.',
  'validate.push_send': 'Dort fragen',
  'validate.push_answered': 'Ich habe geantwortet',
  'validate.webauthn':
    'Benutzen Sie Ihren Fingerabdruck, Ihr Gesicht, eine PIN oder einen Sicherheitsschlüssel.',
  'validate.use_passkey': 'Passkey benutzen',
  'validate.choose': 'Womit möchten Sie es beweisen?',
  'validate.other': 'Anderes Gerät benutzen',
  'validate.none':
    'Keines Ihrer Geräte lässt sich auf dieser Seite benutzen. Bitte wenden Sie sich an Ihre Administratoren.',
  'validate.set_up_title': 'Schützen Sie Ihr Konto',
  'validate.set_up':
    'Ihr Konto braucht einen zweiten Weg, um zu beweisen, dass Sie es sind. Welchen möchten Sie?',

  'device.duo': 'Eine Frage auf Ihrem Telefon',
  'device.email': 'Ein Code per E-Mail',
  'device.sms': 'Ein Code per SMS',
  'device.static': 'Ein Wiederherstellungscode',
  'device.totp': 'Authenticator-App',
  'device.webauthn': 'Passkey oder Sicherheitsschlüssel',

  'webauthn.title': 'Passkey einrichten',
  'webauthn.lead': 'Melden Sie sich von nun an mit Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel an.',
  'webauthn.create': 'Passkey erstellen',

  'passkey.asking': 'Folgen Sie dem, was Ihr Browser zeigt.',
  'passkey.refused':
    'Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal und erlauben Sie es, wenn Ihr Browser fragt.',
  'passkey.known': 'Auf diesem Gerät gibt es schon einen Passkey für Ihr Konto.',
  'passkey.unsupported':
    'Dieser Browser kann hier keine Passkeys benutzen. Versuchen Sie es mit einem anderen.',

  'static.title': 'Ihre Wiederherstellungscodes',
  'static.lead': 'Jeder meldet Sie einmal an, falls Ihr gewohntes Gerät verloren geht.',
  'static.keep':
    'Sie werden nur dieses eine Mal gezeigt. Drucken Sie sie aus oder bewahren Sie sie in einem Passwortmanager auf.',
  'static.download': 'Herunterladen',
  'static.file': 'wiederherstellungscodes.txt',
  'static.kept': 'Ich habe sie aufbewahrt',

  'email.title': 'Sehen Sie in Ihr Postfach',
  'email.lead': 'Wir senden Ihnen eine E-Mail mit einem Link. Öffnen Sie ihn, um fortzufahren.',
  'email.nothing': 'Nichts angekommen? Sehen Sie im Spam-Ordner nach, und prüfen Sie Ihre Eingabe.',
  'email.again': 'Eine weitere E-Mail ist unterwegs. Nur noch deren Link gilt.',
  'email.resend': 'Erneut senden',

  'link.title': 'Fortfahren?',
  'link.lead': 'Sie haben den Link einer E-Mail geöffnet. Er gilt einmal.',

  'account_lockdown.title': 'Ihr Konto sperren?',
  'account_lockdown.lead': 'Das Konto {name} wird gesperrt.',
  'account_lockdown.consequence':
    'Sie werden überall abgemeldet, und Ihr Passwort gilt nicht mehr. Nur die Administration kann Sie wieder einlassen.',
  'account_lockdown.confirm': 'Sperren',

  'dummy.title': 'Schritt als Platzhalter',
  'dummy.lead': 'Dieser Schritt fragt nach nichts: {name}',

  'failure.offline':
    'Der Server ist nicht zu erreichen. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  'failure.no_flow': 'An dieser Adresse ist nichts. Der Link ist vielleicht alt oder vertippt.',
  'failure.lost': 'Dieser Schritt ist nicht mehr offen. Bitte beginnen Sie von vorn.',
  'failure.too_large': 'Das war zu groß zum Senden. Bitte wählen Sie eine kleinere Datei.',
  'failure.too_many': 'Zu viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es dann erneut.',
  'failure.unreadable':
    'Der Server hat etwas geantwortet, das diese Seite nicht versteht. Bitte versuchen Sie es erneut.',
  'failure.server': 'Der Server hatte ein Problem. Bitte versuchen Sie es gleich noch einmal.',
};
