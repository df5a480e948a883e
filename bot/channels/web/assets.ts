import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { packageRoot } from '../../../data/package-root.ts';
import type { WebEnv } from './view.ts';

/** Each asset's type, and the files in the assets folder that it is put together from. */
const ASSETS = {
  'app.css': {
    type: 'text/css; charset=utf-8',
    parts: ['base.css', 'ask.css', 'library.css', 'document.css', 'screens.css'],
  },
  'app.js': { type: 'text/javascript; charset=utf-8', parts: ['app.js'] },
  'icon.svg': { type: 'image/svg+xml', parts: ['icon.svg'] },
} as const;

type AssetName = keyof typeof ASSETS;

/** Where a page finds each asset; the address changes with the content, so that it may be kept for long. */
export type AssetUrls = Readonly<Record<AssetName, string>>;

interface Asset {
  readonly name: AssetName;
  readonly type: string;
  readonly body: string;
  readonly etag: string;
}

function readAsset(name: AssetName): Asset {
  const { type, parts } = ASSETS[name];
  const folder = join(packageRoot(), 'bot/channels/web/assets');
  const body = parts.map((part) => readFileSync(join(folder, part), 'utf8')).join('\n');
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 16);
  return { name, type, body, etag: `"${digest}"` };
}

function serve(app: Hono<WebEnv>, asset: Asset): string {
  app.get(`/assets/${asset.name}`, (c) => {
    const headers = {
      'Content-Type': asset.type,
      ETag: asset.etag,
      'Cache-Control': c.req.query('v') ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    const known = c.req
      .header('If-None-Match')
      ?.replace(/W\//g, '')
      .split(/\s*,\s*/);
    if (known?.includes(asset.etag)) return c.body(null, 304, headers);
    return c.body(asset.body, 200, headers);
  });
  return `/assets/${asset.name}?v=${asset.etag.slice(1, -1)}`;
}

/**
 * Serves the page's few files from memory under /assets, with an ETag, and says where. No request names a
 * path on disk, so none can climb out of the folder.
 */
export function serveAssets(app: Hono<WebEnv>): AssetUrls {
  app.get('/favicon.ico', (c) => c.redirect('/assets/icon.svg', 301));
  return {
    'app.css': serve(app, readAsset('app.css')),
    'app.js': serve(app, readAsset('app.js')),
    'icon.svg': serve(app, readAsset('icon.svg')),
  };
}
