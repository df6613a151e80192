import type { FollowName } from '../../link/follow-names.ts';
import type { Resolve } from '../../../model/codebase.ts';
import type { SketchIndex } from './sketch-index.ts';

/** What a specifier or an imported name stands for. */
export type Origin =
  | { readonly kind: 'declared'; readonly module: string; readonly name: string }
  | { readonly kind: 'namespace'; readonly module: string }
  | { readonly kind: 'package'; readonly package: string; readonly path: string };

export interface Names {
  readonly ofSpecifier: (module: string, specifier: string) => Origin | undefined;
  readonly ofImport: (module: string, local: string) => Origin | undefined;
  readonly ofExport: (module: string, name: string) => Origin | undefined;
}

export function createNames(
  indexOf: (module: string) => SketchIndex | undefined,
  resolve: Resolve,
  follow: FollowName,
): Names {
  const ofSpecifier: Names['ofSpecifier'] = (module, specifier) => {
    const found = resolve(module, specifier);
    if (found.kind === 'internal') return { kind: 'namespace', module: found.path };
    if (found.kind === 'external') return { kind: 'package', package: found.package, path: '' };
    if (found.kind === 'builtin') return { kind: 'package', package: `node:${bare(found.name)}`, path: '' };
    return specifier.startsWith('.') ? undefined : { kind: 'package', package: packageName(specifier), path: '' };
  };
  const member = (of: Origin | undefined, name: string): Origin | undefined => {
    if (of?.kind === 'package') return { ...of, path: name === 'default' || name === '*' ? '' : name };
    if (of?.kind !== 'namespace') return undefined;
    return name === '*' ? of : ofExport(of.module, name);
  };
  const ofImport: Names['ofImport'] = (module, local) => {
    const source = indexOf(module)?.imports.get(local);
    return source && member(ofSpecifier(module, source.specifier), source.name);
  };
  const ofExport: Names['ofExport'] = (module, name) => {
    const found = follow(module, name);
    if (found) return found.name === '*' ? { kind: 'namespace', module: found.module } : { kind: 'declared', ...found };
    return passedOn(module, name, 0);
  };
  /** Names of packages that the repository passes on, and names that CommonJS assigns. */
  const passedOn = (module: string, name: string, depth: number): Origin | undefined => {
    const index = indexOf(module);
    if (!index || depth > 12) return undefined;
    if (index.bindings(`exports.${name}`, 0)) return { kind: 'declared', module, name: `exports.${name}` };
    for (const fact of index.facts.exports) {
      if (fact.kind === 'reexport' && fact.name === name) {
        const target = ofSpecifier(module, fact.specifier);
        return target?.kind === 'namespace' ? passedOn(target.module, fact.imported, depth + 1) : member(target, fact.imported);
      }
      if (fact.kind === 'local' && fact.name === name) return ofImport(module, fact.local ?? name);
    }
    return throughStars(index, module, name, depth);
  };
  const throughStars = (index: SketchIndex, module: string, name: string, depth: number): Origin | undefined => {
    for (const fact of index.facts.exports) {
      if (fact.kind !== 'star') continue;
      const target = ofSpecifier(module, fact.specifier);
      const found = target?.kind === 'namespace' ? passedOn(target.module, name, depth + 1) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  return { ofSpecifier, ofImport, ofExport };
}

function bare(name: string): string {
  return name.startsWith('node:') ? name.slice('node:'.length) : name;
}

function packageName(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
