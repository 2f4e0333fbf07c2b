/** @jsxImportSource preact */

/** Postern's mark: the small door in the wall, with its light on. Decoration beside the product's name. */
export function Mark() {
  return (
    <svg class="mark" viewBox="5 3 22 27" aria-hidden="true">
      <path class="mark-wall" d="M5 30V14.5C5 8.1 9.9 3 16 3s11 5.1 11 11.5V30z" />
      <path class="mark-door" d="M11.5 30V16.5c0-2.9 2-5 4.5-5s4.5 2.1 4.5 5V30z" />
      <circle class="mark-handle" cx="18" cy="22.4" r="1.25" />
    </svg>
  );
}
