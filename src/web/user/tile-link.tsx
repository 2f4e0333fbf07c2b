import { Picture } from '../../ui/kit/picture.tsx';
import type { Text } from '../../ui/texts.ts';
import type { Key } from './catalogue.ts';
import type { Tile } from './library.ts';

/** One application: icon, name, a line about it; the whole tile is the link. */
export function TileLink({ tile, text }: { readonly tile: Tile; readonly text: Text<Key> }) {
  const { application, address } = tile;
  const about = application.meta_description || application.meta_publisher;
  const themed = application.meta_icon_themed_urls;
  return (
    <a
      className="tile"
      href={address}
      {...(application.open_in_new_tab ? { target: '_blank', rel: 'noopener' } : {})}
    >
      <Picture
        name={application.name}
        src={themed?.light ?? application.meta_icon_url}
        dark={themed?.dark}
        shape="tile"
      />
      <span className="tile-words">
        <span className="tile-name">
          {application.name}
          {application.open_in_new_tab ? (
            <svg className="tile-away" viewBox="0 0 16 16" role="img" aria-label={text('library.opens_tab')}>
              <path d="M6 3h7v7M13 3L4 12" />
            </svg>
          ) : null}
        </span>
        {about ? <span className="tile-about">{about}</span> : null}
      </span>
    </a>
  );
}
