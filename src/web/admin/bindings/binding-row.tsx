import { Switch } from '@mantine/core';
import { useState } from 'react';
import { localOf, momentOf } from '../../../ui/form/local-time.ts';
import { pathOf } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { Link } from '../link.tsx';
import { Badge } from '../parts/badge.tsx';
import { Moment } from '../parts/moment.tsx';
import { TextButton } from '../parts/text-button.tsx';
import type { Binding, BindingValues } from '../wire.ts';
import { ROW } from './check-address.ts';
import { OrderControls } from './order-controls.tsx';
import { subjectOf } from './rule.ts';

interface BindingRowProps {
  readonly binding: Binding;
  readonly place: number;
  readonly last: boolean;
  readonly dragged: boolean;
  readonly onDrag: () => void;
  readonly onDrop: () => void;
  readonly onMove: (to: number) => void;
  readonly onChange: (changes: Partial<BindingValues>) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** One binding: where it stands, whom or what it names, and what is switched in place. */
export function BindingRow(props: BindingRowProps) {
  const { binding, place, last, dragged, onDrag, onDrop, onMove, onChange, onEdit, onDelete } = props;
  const { text, language, search } = useAdmin();
  const meant = new URLSearchParams(search).get(ROW) === binding.pk;
  const { kind, pk, name } = subjectOf(binding);
  const phrases = binding.policy_obj?.phrases;
  const phrase = (phrases?.[language] ?? phrases?.en)?.passes;
  const home = { policy: 'policies', group: 'groups', user: 'users' }[kind];
  const expired = binding.expires !== null && Date.parse(binding.expires) <= Date.now();
  const toggle = (field: 'enabled' | 'negate' | 'dry_run') => (
    <Switch
      aria-label={text(`binding.toggle_${field}`, { name })}
      checked={binding[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.checked })}
    />
  );
  return (
    <tr
      data-dragged={dragged}
      {...(meant ? { 'aria-current': 'true' as const } : {})}
      data-silent={!binding.enabled || binding.dry_run || expired}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <td data-label={text('binding.order')}>
        <OrderControls
          name={name}
          order={binding.order}
          place={place}
          last={last}
          onDrag={onDrag}
          onMove={onMove}
        />
      </td>
      <td data-label={text('binding.subject')}>
        <div>
          <span className="a-kind">{text(`subject.${kind}`)}</span>{' '}
          <Link to={pathOf(home, pk)} className="a-strong">
            {name}
          </Link>
          {binding.policy_obj ? (
            <span className="a-under">
              {binding.policy_obj.verbose_name}
              {phrase ? `: ${phrase}` : null}
            </span>
          ) : null}
        </div>
      </td>
      <td data-label={text('binding.enabled')}>{toggle('enabled')}</td>
      <td data-label={text('binding.negate')}>{toggle('negate')}</td>
      <td data-label={text('binding.dry_run')}>{toggle('dry_run')}</td>
      <td data-label={text('binding.timeout')}>
        {kind === 'policy' ? text('binding.seconds', { count: String(binding.timeout) }) : '–'}
      </td>
      <td data-label={text('binding.expires')}>
        <Expiry name={name} expires={binding.expires} onChange={(expires) => onChange({ expires })} />
        {expired ? <Badge tone="warning">{text('binding.expired')}</Badge> : null}
      </td>
      <td data-label={text('column.actions')}>
        <span className="a-actions">
          <Link to={pathOf(home, pk)}>{text(`binding.edit_${kind}`)}</Link>
          <TextButton label={text('binding.edit_label', { name })} onClick={onEdit}>
            {text('binding.edit')}
          </TextButton>
          <TextButton label={text('binding.delete_label', { name })} onClick={onDelete}>
            {text('action.delete')}
          </TextButton>
        </span>
      </td>
    </tr>
  );
}

/** When a binding stops to count; a click turns it into a control. */
function Expiry({
  name,
  expires,
  onChange,
}: {
  readonly name: string;
  readonly expires: string | null;
  readonly onChange: (expires: string | null) => void;
}) {
  const { text } = useAdmin();
  const [typed, setTyped] = useState<string>();
  const keep = () => {
    if (typed !== undefined && typed !== localOf(expires)) onChange(momentOf(typed));
    setTyped(undefined);
  };
  if (typed === undefined)
    return (
      <button type="button" className="a-text-button" onClick={() => setTyped(localOf(expires))}>
        {expires === null ? text('binding.never') : <Moment at={expires} />}
        <span className="a-hidden"> {text('binding.change_expiry', { name })}</span>
      </button>
    );
  return (
    <input
      ref={(control) => control?.focus()}
      type="datetime-local"
      className="a-expiry"
      aria-label={text('binding.expiry_of', { name })}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') setTyped(undefined);
      }}
    />
  );
}
