import { registerHooks } from 'node:module';

/**
 * Preloaded into the processes of a hub that is measured as if everyone might see everything and nobody had to know: no permission, no masks,
 * no access records. The product has no such switch.
 */
const REPLACED: Readonly<Record<string, (source: string) => string>> = {
  '/kit/identity/masking.js': () =>
    `export const clearAnyway = () => true; export const seesClear = () => true; export const mask = (kind, value) => kind === 'year' ? value.slice(0, 4) : value;`,
  '/kit/access-log/reads.js': (source) =>
    source.replace(/note\(item, subject, isClear\) \{/, 'note(item, subject, isClear) { return;'),
  '/gateway/permission/permissions.js': (source) =>
    source
      .replace(/keyOf\(document, claims\) \{/, `keyOf(document, claims) { return '';`)
      .replace(/unmet = \(type, field\) => \{/, 'unmet = (type, field) => { return NOTHING;'),
};

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const [, replace] = Object.entries(REPLACED).find(([end]) => url.endsWith(end)) ?? [];
    if (!replace) return loaded;
    const source = String(loaded.source);
    const replaced = replace(source);
    // Else the two sides would be the same, and nothing measured.
    if (replaced === source) throw new Error(`nothing was replaced in ${url}`);
    return { ...loaded, source: replaced };
  },
});
