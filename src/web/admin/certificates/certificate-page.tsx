import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import type { Params } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { Copy } from '../parts/copy.tsx';
import { Facts } from '../parts/facts.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { ObjectHead } from '../parts/object-head.tsx';
import { PagePending } from '../parts/page-pending.tsx';
import { Uses } from '../parts/uses.tsx';
import { mayLeave } from '../unsaved.ts';
import { useLoad } from '../use-load.ts';
import { Expiry } from './expiry.tsx';
import { REPLACED, ROTATED } from './schemas.ts';
import { CERTIFICATES, type Certificate } from './wire.ts';

/** One certificate: what it says, what uses it, and how it is replaced. */
export function CertificatePage({ params: { pk = '' } }: { readonly params: Params }) {
  const { client, text, say } = useAdmin();
  const [opened, setOpened] = useState<'rotate' | 'replace'>();
  const path = `${CERTIFICATES}${encodeURIComponent(pk)}/`;
  const loaded = useLoad(path, () => client.get<Certificate>(path));
  const schema = useTitled(opened === 'rotate' ? ROTATED : REPLACED);
  const above = { label: text('certificates.title'), to: '/certificates/' };
  if (!loaded.value) return <PagePending title={text('certificates.one')} above={above} waits={[loaded]} />;
  const certificate = loaded.value;
  const print = (label: string, value: string | null) =>
    [label, value ? <Copy key={label} label={label} value={value} /> : '–'] as const;
  return (
    <>
      <ObjectHead
        name={certificate.name}
        lead={certificate.cert_subject ?? text('certificates.one')}
        above={above}
        path={path}
        actions={
          <>
            <Button component="a" href={certificate.certificate_download_url} variant="default" download>
              {text('certificates.download')}
            </Button>
            {certificate.private_key_available ? (
              <Button variant="default" onClick={() => setOpened('rotate')}>
                {text('certificates.rotate')}
              </Button>
            ) : null}
            <Button variant="default" onClick={() => setOpened('replace')}>
              {text('certificates.replace')}
            </Button>
          </>
        }
      />
      <div className="a-stack">
        <div className="a-card">
          <Facts
            facts={[
              [text('certificates.expiry'), <Expiry key="expiry" at={certificate.cert_expiry} />],
              [
                text('certificates.key'),
                certificate.private_key_available
                  ? `${text('certificates.kept')} (${(certificate.key_type ?? '').toUpperCase()})`
                  : text('certificates.public'),
              ],
              print('SHA-256', certificate.fingerprint_sha256),
              print('SHA-1', certificate.fingerprint_sha1),
            ]}
          />
        </div>
        <section aria-labelledby="uses">
          <h2 id="uses">{text('uses.title')}</h2>
          <Uses path={path} />
        </section>
      </div>
      {opened ? (
        <Dialog
          title={text(`certificates.${opened}_title`, { name: certificate.name })}
          closeLabel={text('action.close')}
          onClose={() => mayLeave(text('form.unsaved')) && setOpened(undefined)}
        >
          <p className="a-first">{text(`certificates.${opened}_lead`)}</p>
          <ObjectForm<Certificate>
            schema={schema}
            method={opened === 'rotate' ? 'POST' : 'PATCH'}
            path={opened === 'rotate' ? `${path}rotate/` : path}
            submit={text(`certificates.${opened}`)}
            onDone={() => {
              setOpened(undefined);
              say({ words: text('certificates.replaced', { name: certificate.name }) });
              void loaded.reload();
            }}
          />
        </Dialog>
      ) : null}
    </>
  );
}
