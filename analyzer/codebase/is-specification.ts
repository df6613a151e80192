import { readRegularFile } from './read-jsonc.ts';

/**
 * Whether a `*.spec.ts` is no test but part of the product, such as the specification of an interface: nothing of its
 * name stands beside it, and nothing in it is called `describe`, `it` or `test`.
 */
export function isSpecification(root: string, path: string, paths: ReadonlySet<string>): boolean {
  const [, stem, extension = ''] = SPEC.exec(path) ?? [];
  if (stem === undefined || besides(extension).some((other) => paths.has(`${stem}${other}`))) return false;
  const text = readRegularFile(`${root}/${path}`);
  return text !== undefined && !TESTS.test(text);
}

const SPEC = /^(.*)(?<!\.e2e|\.int)\.spec(\.[cm]?[jt]sx?)$/u;
const TESTS = /(?<![\w.$])(?:describe|it|test|suite)(?:\.\w+)*\s*[(`]/u;

function besides(extension: string): readonly string[] {
  return [extension, '.ts', '.tsx', '.js', '.jsx'];
}
