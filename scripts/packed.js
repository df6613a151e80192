// The package as a user gets it: packed, and put into a folder with its production dependencies alone.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packs what is built into `folder`. Answers the tarball and the paths in it. */
export function pack(folder) {
  const argv = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename, files, size, unpackedSize }] = JSON.parse(
    execFileSync('npm', argv, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  return { tarball: join(folder, filename), paths: files.map(({ path }) => path), size, unpackedSize };
}

/**
 * Unpacks into `folder/node_modules/banyan` and links the dependencies that npm would install beside it, and no other: what
 * needs a development dependency fails. Needs no network.
 */
export function unpackBeside(tarball, folder) {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'banyan'), { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', join(modules, 'banyan'), '--strip-components=1']);
  for (const name of productionPackages()) {
    const place = join(modules, name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), place);
  }
  return join(modules, 'banyan/dist/cli/bin.js');
}

/** Names of all packages at the top of node_modules that a user would have. */
export function productionPackages() {
  return Object.entries(lockedPackages())
    .filter(([path, { dev }]) => dev !== true && /^node_modules\/(?:@[^/]+\/)?[^/]+$/u.test(path))
    .map(([path]) => path.slice('node_modules/'.length));
}

/** Every package of the lock file by its path. */
export function lockedPackages() {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
}
