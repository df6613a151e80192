import type { Codebase, Resolution } from '../model/codebase.ts';
import { isCodeFile } from './file-rules.ts';

const extension = /\.[a-z][a-z0-9]*$/i;
const asset =
  /\.(?:json5?|css|s[ac]ss|less|styl|svg|png|jpe?g|gif|webp|avif|ico|html?|hbs|ejs|pug|mjml|txt|mdx?|ya?ml|toml|graphqls?|gql|sql|prisma|proto|vue|svelte|astro|wasm|node|woff2?|ttf|eot|otf|mp[34]|webm|pdf|xml|csv)$/i;
const generated =
  /(?:^|\/)(?:_{0,2}generated(?:__)?|gen|\.prisma|typechain|dist|lib|build|out)(?:\/|$)|[.-]generated|\.(?:gen|pb)$|_pb$/;

/** A file that was found: code, or something that code only refers to. A script may have no extension. */
export function asResolution(path: string): Resolution {
  return isCodeFile(path) || !extension.test(path) ? { kind: 'internal', path } : { kind: 'asset', path };
}

/** Why a path of the repository leads to no file, as far as its name and the ignore rules tell. */
export function asUnresolved(path: string, isIgnored: Codebase['isIgnored']): Resolution {
  if (isOutside(path)) return { kind: 'unresolved', reason: 'outside' };
  if (asset.test(path)) return { kind: 'unresolved', reason: 'asset' };
  const stem = path.replace(/\/$/, '');
  const isBuilt =
    generated.test(stem) ||
    (/[^./]/.test(stem) && ['', '.ts', '/index.ts'].some((end) => isIgnored(stem + end)));
  return { kind: 'unresolved', reason: isBuilt ? 'generated' : 'missing' };
}

/** Whether a normalised path, relative to the root, leaves the root. */
export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../') || path.startsWith('/');
}

/** `@scope/name` or `name`; scheme and host of a URL. */
export function packageOf(specifier: string): string {
  const url = /^[a-z][a-z+.-]*:\/\/[^/]*/i.exec(specifier);
  if (url) return url[0];
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
