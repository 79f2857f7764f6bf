// A QR code as one SVG path: dark on white, with its quiet border. Loaded only where one is shown.
import {encode} from 'uqr';

export default function Qr({text, label, size = 200}: {text: string; label: string; size?: number}) {
  const code = encode(text, {ecc: 'M', border: 4});
  const dots = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${code.size} ${code.size}`} shapeRendering="crispEdges">
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={dots.join('')} fill="#000" />
    </svg>
  );
}
