/** @jsxImportSource preact */

const arches = [520, 420, 330, 250, 182, 126];

/** The picture behind the page when a flow has none of its own: one arch within the other, a light in the last. */
export function Art() {
  return (
    <svg class="art" viewBox="0 0 1200 800" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      {arches.map((width, depth) => (
        <path key={width} class="art-arch" data-depth={depth} d={arch(width)} />
      ))}
      <path class="art-light" d={arch(78)} />
    </svg>
  );
}

/** An arched opening of this half width, standing on the picture's lower edge. */
function arch(half: number): string {
  const shoulder = 820 - half * 1.02;
  return `M${600 - half} 820V${shoulder}a${half} ${half} 0 0 1 ${half * 2} 0V820z`;
}
