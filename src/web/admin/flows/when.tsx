import { useId } from 'react';
import { useAdmin } from '../admin.ts';

const MOMENTS = ['reached', 'planned', 'both'] as const;

/** When the bindings of a stage are evaluated. */
export type When = (typeof MOMENTS)[number];

interface WhenChoiceProps {
  readonly value: When;
  readonly onChange: (value: When) => void;
}

/** The three moments side by side, each as a small picture with what it means. */
export function WhenChoice({ value, onChange }: WhenChoiceProps) {
  const { text } = useAdmin();
  const group = useId();
  return (
    <fieldset className="a-when">
      <legend>{text('when.title')}</legend>
      {MOMENTS.map((moment) => (
        <label key={moment} className="a-when-card">
          <span className="a-when-title">
            <input
              type="radio"
              name={group}
              value={moment}
              checked={value === moment}
              aria-labelledby={`${group}-${moment}-title`}
              aria-describedby={`${group}-${moment}`}
              onChange={() => onChange(moment)}
            />
            <span id={`${group}-${moment}-title`}>{text(`when.${moment}`)}</span>
          </span>
          <WhenPicture moment={moment} />
          <span id={`${group}-${moment}`} className="a-soft">
            {text(`when.about_${moment}`)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A flow as a line: it begins, the person is known, the stage comes. The lantern shines where bindings are judged. */
function WhenPicture({ moment }: { readonly moment: When }) {
  const { text } = useAdmin();
  const early = moment !== 'reached';
  const late = moment !== 'planned';
  return (
    // What it shows stands beside it in words.
    <svg className="a-when-picture" viewBox="0 0 240 58" aria-hidden="true">
      <path className="a-when-line" d="M30 18h180" />
      <circle className="a-when-dot" data-on={early} cx="36" cy="18" r="9" />
      <circle className="a-when-dot" cx="120" cy="18" r="5" />
      <circle className="a-when-dot" data-on={late} cx="204" cy="18" r="9" />
      <text x="36" y="46">
        {text('when.begin')}
      </text>
      <text x="120" y="46">
        {text('when.person')}
      </text>
      <text x="204" y="46">
        {text('when.stage')}
      </text>
    </svg>
  );
}
