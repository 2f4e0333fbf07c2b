import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { List } from '../parts/list.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { mayLeave } from '../unsaved.ts';
import { Expiry } from './expiry.tsx';
import { GENERATED, IMPORTED } from './schemas.ts';
import { CERTIFICATES, type Certificate } from './wire.ts';

/** System > Certificates and keys. */
export function CertificatesPage() {
  const { text, go } = useAdmin();
  const [making, setMaking] = useState<'generate' | 'import'>();
  const schema = useTitled(making === 'import' ? IMPORTED : GENERATED);
  const actions = (
    <>
      <Button onClick={() => setMaking('generate')}>{text('certificates.generate')}</Button>
      <Button variant="default" onClick={() => setMaking('import')}>
        {text('certificates.import')}
      </Button>
    </>
  );
  return (
    <>
      <PageHead title={text('certificates.title')} lead={text('certificates.lead')} actions={actions} />
      <List<Certificate>
        label={text('certificates.title')}
        path={CERTIFICATES}
        keyOf={({ pk }) => pk}
        empty={{
          title: text('certificates.none_title'),
          words: text('certificates.none'),
          action: actions,
        }}
        filters={[
          {
            name: 'has_key',
            label: text('certificates.key'),
            options: [
              { value: 'true', label: text('word.yes') },
              { value: 'false', label: text('word.no') },
            ],
          },
        ]}
        bulk={{ nameOf: ({ name }) => name, pathOf: ({ pk }) => `${CERTIFICATES}${pk}/` }}
        columns={[
          {
            title: text('column.name'),
            sort: 'name',
            cell: ({ pk, name, cert_subject }) => (
              <>
                <Link to={pathOf('certificates', pk)} className="a-strong">
                  {name}
                </Link>
                <span className="a-under">{cert_subject}</span>
              </>
            ),
          },
          {
            title: text('certificates.key'),
            cell: ({ private_key_available, key_type }) =>
              private_key_available ? (
                `${text('word.yes')} (${(key_type ?? '').toUpperCase()})`
              ) : (
                <Badge>{text('word.no')}</Badge>
              ),
            text: ({ private_key_available }) => String(private_key_available),
          },
          {
            title: text('certificates.expiry'),
            cell: ({ cert_expiry }) => <Expiry at={cert_expiry} />,
            text: ({ cert_expiry }) => cert_expiry ?? '',
          },
        ]}
      />
      {making ? (
        <Dialog
          title={text(`certificates.${making}`)}
          closeLabel={text('action.close')}
          onClose={() => mayLeave(text('form.unsaved')) && setMaking(undefined)}
        >
          <p className="a-first a-soft">{text(`certificates.${making}_lead`)}</p>
          <ObjectForm<Certificate>
            schema={schema}
            method="POST"
            path={making === 'import' ? CERTIFICATES : `${CERTIFICATES}generate/`}
            submit={text(`certificates.${making}`)}
            onDone={({ pk }) => go(pathOf('certificates', pk))}
          />
        </Dialog>
      ) : null}
    </>
  );
}
