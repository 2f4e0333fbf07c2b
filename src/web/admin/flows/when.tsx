import { useAdmin } from '../admin.ts';

type Moment = 'reached' | 'planned' | 'both';

/** What it means that bindings are evaluated then. */
export function When({ moment }: { readonly moment: Moment }) {
  const { text } = useAdmin();
  return <p className="a-soft">{text(`when.about_${moment}`)}</p>;
}

/** A flow as a line: it begins, the person is known, the stage comes. The lantern stands where bindings are judged. */
export function WhenPicture({ moment }: { readonly moment: Moment }) {
  const { text } = useAdmin();
  const early = moment !== 'reached';
  const late = moment !== 'planned';
  return (
    <svg className="a-when-picture" viewBox="0 0 320 76" role="img" aria-label={text(`when.${moment}`)}>
      <path className="a-when-line" d="M24 24h272" />
      <circle className="a-when-dot" data-on={early} cx="40" cy="24" r="9" />
      <circle className="a-when-dot" cx="150" cy="24" r="5" />
      <circle className="a-when-dot" data-on={late} cx="262" cy="24" r="9" />
      <text x="40" y="56">
        {text('when.begin')}
      </text>
      <text x="150" y="56">
        {text('when.person')}
      </text>
      <text x="262" y="56">
        {text('when.stage')}
      </text>
    </svg>
  );
}
