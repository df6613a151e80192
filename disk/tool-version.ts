import { readFileSync } from 'node:fs';

/** The version of this package, read from its package.json, which lies one folder up in the build and in the source. */
export function toolVersion(): string {
  for (const place of ['../package.json', '../../package.json']) {
    const found = versionAt(new URL(place, import.meta.url));
    if (found) return found;
  }
  return '0.0.0';
}

function versionAt(place: URL): string | undefined {
  try {
    const { name, version: found } = JSON.parse(readFileSync(place, 'utf8')) as {
      name: string;
      version: string;
    };
    return name === 'banyan' ? found : undefined;
  } catch {
    return undefined;
  }
}
