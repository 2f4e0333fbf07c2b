import { Picture } from '../../ui/kit/picture.tsx';
import type { Tile } from './library.ts';
import { useUser } from './user.ts';

interface TileLinkProps {
  readonly tile: Tile;
  readonly favourite: boolean;
  readonly onFavour: () => void;
}

/** One application: icon, name, a line about it; the whole tile is the link, and the star beside it a button. */
export function TileLink({ tile, favourite, onFavour }: TileLinkProps) {
  const { text } = useUser();
  const { application, address } = tile;
  const about = application.meta_description || application.meta_publisher;
  const themed = application.meta_icon_themed_urls;
  return (
    <div className="tile">
      <a
        className="tile-link"
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
              <svg
                className="tile-away"
                viewBox="0 0 16 16"
                role="img"
                aria-label={text('library.opens_tab')}
              >
                <path d="M6 3h7v7M13 3L4 12" />
              </svg>
            ) : null}
          </span>
          {about ? <span className="tile-about">{about}</span> : null}
        </span>
      </a>
      <button
        type="button"
        className="tile-star"
        aria-pressed={favourite}
        aria-label={text('library.favourite', { name: application.name })}
        title={text(favourite ? 'library.unfavour' : 'library.favour')}
        onClick={onFavour}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3.5l2.6 5.3 5.9.9-4.2 4.1 1 5.8-5.3-2.8-5.3 2.8 1-5.8-4.2-4.1 5.9-.9z" />
        </svg>
      </button>
    </div>
  );
}
