/** @jsxImportSource preact */
import { webAddress } from '../../../ui/address.ts';
import { usePage } from '../page.ts';
import { Picture } from './picture.tsx';

/** Who is signing in, with the way out for everybody else. */
export function UserLine({
  name,
  avatar,
  wayOut = true,
}: {
  readonly name: string;
  readonly avatar: string | undefined;
  /** False where the step has a button for it. */
  readonly wayOut?: boolean;
}) {
  const { text, base, challenge } = usePage();
  const cancel = webAddress(challenge.flow_info?.cancel_url, base);
  return (
    <div class="user-line">
      <Picture src={avatar} name={name} round />
      <span class="user-line-name">
        <span class="unseen">{text('user.signing_in_as')} </span>
        {name}
      </span>
      {cancel && wayOut ? <a href={cancel}>{text('user.not_you')}</a> : null}
    </div>
  );
}
