/** @jsxImportSource preact */
import qrcode from 'qrcode-generator';

/** The white around the picture that readers need, in modules. */
const QUIET = 4;

/** A QR code, black on white in every colour scheme: not every reader takes it the other way round. */
export function QrCode({ value, label }: { readonly value: string; readonly label: string }) {
  const code = qrcode(0, 'M');
  code.addData(value);
  code.make();
  const count = code.getModuleCount();
  const size = count + 2 * QUIET;
  let dark = '';
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      if (code.isDark(row, column)) dark += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={dark} fill="#000000" />
    </svg>
  );
}
