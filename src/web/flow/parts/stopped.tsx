/** @jsxImportSource preact */
import { usePage } from '../page.ts';
import type { Challenge } from '../wire.ts';
import { Link } from './link.tsx';
import { Screen } from './screen.tsx';

interface StoppedProps {
  readonly challenge: Challenge;
  readonly sentence: string;
}

/** A step that the page cannot go on with: why, and the two ways out. */
export function Stopped({ challenge, sentence }: StoppedProps) {
  const { text, base } = usePage();
  return (
    <Screen title={text('error.title')} lead="" errors={[sentence]}>
      <div class="actions">
        <Link to={challenge.flow_info?.cancel_url} kind="button secondary">
          {text('action.cancel')}
        </Link>
        <Link to={base} kind="button">
          {text('action.retry')}
        </Link>
      </div>
    </Screen>
  );
}
