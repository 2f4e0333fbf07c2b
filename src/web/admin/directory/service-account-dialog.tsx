import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { CopyField } from '../parts/copy-field.tsx';
import { ObjectForm } from '../parts/object-form.tsx';
import { mayLeave } from '../unsaved.ts';
import { SERVICE_ACCOUNT, SERVICE_ACCOUNT_WORDS } from './schemas.ts';
import { useTitled } from './use-titled.ts';

interface Made {
  readonly username: string;
  readonly token: string;
  readonly user_pk: number;
}

/** Makes an account for a program. Its key is shown once, here. */
export function ServiceAccountDialog({ onClose }: { readonly onClose: () => void }) {
  const { text, go } = useAdmin();
  const schema = useTitled(SERVICE_ACCOUNT, SERVICE_ACCOUNT_WORDS);
  const [made, setMade] = useState<Made>();
  if (made)
    return (
      <Dialog
        title={text('service.made', { name: made.username })}
        closeLabel={text('action.close')}
        onClose={() => go(pathOf('users', made.user_pk))}
      >
        <p className="a-first">{text('service.once')}</p>
        <CopyField label={text('field.username')} value={made.username} />
        <CopyField label={text('service.key')} value={made.token} />
        <div className="a-form-actions">
          <Button onClick={() => go(pathOf('users', made.user_pk))}>{text('service.kept')}</Button>
        </div>
      </Dialog>
    );
  return (
    <Dialog
      title={text('service.new')}
      closeLabel={text('action.close')}
      onClose={() => mayLeave(text('form.unsaved')) && onClose()}
    >
      <p className="a-first a-soft">{text('service.lead')}</p>
      <ObjectForm<Made>
        schema={schema}
        method="POST"
        path="/core/users/service_account/"
        submit={text('users.create')}
        onDone={setMade}
      />
    </Dialog>
  );
}
