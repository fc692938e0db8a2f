/** JSON needs an escape for these; lone surrogates are looked for by JSON.stringify. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** JSON text of a string. Most need no escape, and then this is several times faster than JSON.stringify. */
export function stringText(value: string): string {
  return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
}
