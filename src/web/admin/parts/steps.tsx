/** Where one is in a wizard. Steps that were done can be gone back to where `onGo` is given. */
export function Steps({
  label,
  steps,
  current,
  onGo,
}: {
  readonly label: string;
  readonly steps: readonly string[];
  readonly current: number;
  readonly onGo?: (step: number) => void;
}) {
  return (
    <ol className="a-steps" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step}
          data-done={index < current}
          {...(index === current ? { 'aria-current': 'step' as const } : {})}
        >
          {onGo && index < current ? (
            <button type="button" onClick={() => onGo(index)}>
              {step}
            </button>
          ) : (
            <span>{step}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
