/** @jsxImportSource preact */
import { webAddress } from '../../../ui/address.ts';
import { usePage } from '../page.ts';
import { Picture } from '../parts/picture.tsx';
import type { IdentificationChallenge, LoginSource } from '../wire.ts';

/** Ways in through other identity providers: promoted ones as wide buttons, the others as a row of icons. */
export function Sources({ challenge }: { readonly challenge: IdentificationChallenge }) {
  const { text } = usePage();
  const sources = challenge.sources ?? [];
  const promoted = sources.filter((source) => source.promoted);
  const others = sources.filter((source) => !source.promoted);
  // Initials in place of a picture tell nobody where the way leads: then the names stand beside them.
  const labelled = challenge.show_source_labels === true || others.some((source) => !source.icon_url);
  if (sources.length === 0) return null;
  return (
    <section class="sources" aria-label={text('identification.sources')}>
      {promoted.map((source) => (
        <SourceButton key={source.name} source={source} wide />
      ))}
      {others.length > 0 ? (
        <div class="source-row" data-labelled={labelled}>
          {others.map((source) => (
            <SourceButton key={source.name} source={source} wide={false} labelled={labelled} />
          ))}
        </div>
      ) : null}
    </section>
  );
}

interface SourceButtonProps {
  readonly source: LoginSource;
  readonly wide: boolean;
  readonly labelled?: boolean;
}

/** A source that only redirects is a link; one with a challenge of its own is drawn when it is chosen. */
function SourceButton({ source, wide, labelled = false }: SourceButtonProps) {
  const { text, base, show } = usePage();
  const name = text('identification.source', { source: source.name });
  const address = source.challenge.component === 'xak-flow-redirect' && webAddress(source.challenge.to, base);
  const attributes = {
    class: wide ? 'button secondary source' : 'source',
    ...(wide || labelled ? {} : { 'aria-label': name, title: name }),
  };
  const content = (
    <>
      <Picture src={source.icon_url} name={source.name} />
      {wide ? <span>{name}</span> : labelled ? <span>{source.name}</span> : null}
    </>
  );
  if (address) {
    return (
      <a href={address} {...attributes}>
        {content}
      </a>
    );
  }
  return (
    <button type="button" {...attributes} onClick={() => show(source.challenge)}>
      {content}
    </button>
  );
}
