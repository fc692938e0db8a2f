import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ServerResponse } from 'node:http';

const { resolve: resolvePackage } = createRequire(import.meta.url);

/** Only this host may be loaded from or talked to; GraphiQL sets style attributes, hence the one exception. */
const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; " +
    "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
} as const;

interface Asset {
  readonly file: string;
  readonly type: keyof typeof TYPES;
  /** Packages that it imports by name, and where they are served. */
  readonly packages?: Readonly<Record<string, string>>;
}

/** GraphiQL at `/explorer`: every file comes from the installed packages or from `pageFolder`, none from elsewhere. */
export class Explorer {
  readonly #assets: Promise<ReadonlyMap<string, Asset>>;
  readonly #loaded = new Map<string, Buffer>();

  /** `feedClient`: the built `schema/follow-feed.ts`. */
  constructor(pageFolder: string, feedClient: string) {
    this.#assets = listAssets(pageFolder, feedClient);
    // Whoever asks for the page is told; a gateway without it still serves.
    this.#assets.catch(() => undefined);
  }

  /** Answers false when the path is none of the explorer's. */
  async serve(path: string, response: ServerResponse): Promise<boolean> {
    const asset = (await this.#assets).get(path);
    if (!asset) return false;
    let content = this.#loaded.get(path);
    if (!content) {
      content = withPaths(await readFile(asset.file), asset.packages);
      this.#loaded.set(path, content);
    }
    const caching = asset.type === 'html' ? 'no-cache' : 'public, max-age=3600';
    response.writeHead(200, { ...SECURITY, 'content-type': TYPES[asset.type], 'cache-control': caching }).end(content);
    return true;
  }
}

async function listAssets(pageFolder: string, feedClient: string): Promise<ReadonlyMap<string, Asset>> {
  const inPackage = (name: string, file: string) => join(dirname(resolvePackage(`${name}/package.json`)), file);
  const webSocketClient = dirname(resolvePackage('graphql-ws/client'));
  const entry = await readFile(join(webSocketClient, 'client.js'), 'utf8');
  const chunks = [...entry.matchAll(/from '\.\/([\w-]+\.js)'/g)].map(([, chunk = '']) => chunk);
  return new Map<string, Asset>([
    ['/explorer', { file: join(pageFolder, 'explorer.html'), type: 'html' }],
    ['/explorer/explorer.js', { file: join(pageFolder, 'explorer.js'), type: 'js' }],
    ['/explorer/feed-fetcher.js', { file: join(pageFolder, 'feed-fetcher.js'), type: 'js' }],
    [
      '/explorer/follow-feed.js',
      { file: feedClient, type: 'js', packages: { 'graphql-ws': './graphql-ws/client.js' } },
    ],
    ['/explorer/explorer.css', { file: join(pageFolder, 'explorer.css'), type: 'css' }],
    ['/explorer/react.js', { file: inPackage('react', 'umd/react.production.min.js'), type: 'js' }],
    ['/explorer/react-dom.js', { file: inPackage('react-dom', 'umd/react-dom.production.min.js'), type: 'js' }],
    ['/explorer/graphiql.js', { file: inPackage('graphiql', 'graphiql.min.js'), type: 'js' }],
    ['/explorer/graphiql.css', { file: inPackage('graphiql', 'graphiql.min.css'), type: 'css' }],
    ['/explorer/graphql-ws/client.js', { file: join(webSocketClient, 'client.js'), type: 'js' }],
    ...chunks.map((chunk): [string, Asset] => [
      `/explorer/graphql-ws/${chunk}`,
      { file: join(webSocketClient, chunk), type: 'js' },
    ]),
  ]);
}

/** Browsers know no packages by name. */
function withPaths(script: Buffer, packages: Asset['packages'] = {}): Buffer {
  const names = Object.entries(packages);
  if (names.length === 0) return script;
  let text = script.toString('utf8');
  for (const [name, path] of names) text = text.replaceAll(`from '${name}'`, `from '${path}'`);
  return Buffer.from(text);
}
