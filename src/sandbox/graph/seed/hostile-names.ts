/** Display names that a directory may hold, and that try to break cards, mentions, exports and templates. */
const NAMES = [
  '**Bold** _and_ `code` # Heading',
  '[Approve here](https://evil.example/approve)',
  '<at>Ana Ruiz</at> please approve',
  'Ana\u202eziuR anA\u202c (admin)',
  'Line one\nLine two\r\n- a list item',
  'L'.repeat(200),
  '=HYPERLINK("https://evil.example","open")',
  '${$root.secret} {{name}} @{concat(1)}',
  '<script>alert(1)</script>&lt;b&gt;',
  '\u0410na Ruiz',
  'Zero\u200bWidth\u2060Joiner\ufeff',
  '| a | b |\n| --- | --- |',
  '![image](https://evil.example/pixel.png)',
  '@everyone +1-2 \t tab',
];

export function hostileName(index: number): string {
  return NAMES[index % NAMES.length] ?? '';
}
