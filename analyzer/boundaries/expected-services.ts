import { subjectWordsOf } from '../graph/words.ts';
import type { Evidence } from '../model/evidence.ts';
import { entryRole, subjectInRole } from './subject-in-role.ts';

/** A first guess at the number of services, and where it comes from. */
export interface ExpectedServices {
  readonly count: number;
  /** `resources`: distinct subjects of routes and entry files. `size`: √(n/2), where there are too few of them. */
  readonly source: 'resources' | 'size';
  /** The subjects counted, sorted. */
  readonly resources: readonly string[];
}

const partRole = /^module$/;
/** Fewer subjects than this say nothing about the number of services. */
const leastResources = 4;
/** More services than this nobody reviews, unless the monolith is so large that twice √(n/2) is more. */
const reviewable = 40;
/** A path segment that leads so large a share of the routes to several subjects is a prefix, not a subject. */
const prefixShare = 0.2;

/**
 * Counts what the monolith offers to the outside, since a service has at least one resource of its own: the subjects
 * of its entry files, else the first words of its routes. Where
 * its developers have declared parts (a framework's module files), the geometric mean of both counts.
 */
export function expectServices(evidence: Evidence, clustered: number): ExpectedServices {
  const files = subjectsOfFiles(evidence, entryRole);
  const routes = routeSubjects(evidence);
  const offered = files.size >= leastResources ? cappedByPlaces(files, routes, evidence) : routes.size;
  const parts = subjectsOfFiles(evidence, partRole).size;
  const counts = [offered, parts].filter((count) => count >= leastResources);
  const resources = [...new Set([...files, ...routes])].sort();
  const bySize = Math.sqrt(clustered / 2);
  if (counts.length === 0) return { count: Math.max(2, bySize), source: 'size', resources };
  const mean = Math.exp(counts.reduce((sum, count) => sum + Math.log(count), 0) / counts.length);
  const count = Math.max(2, Math.min(mean, clustered / 4, Math.max(reviewable, 2 * bySize)));
  return { count, source: 'resources', resources };
}

/**
 * Where each entry file serves one endpoint, as in code that is laid out by use case, entry files tell use cases and not subjects.
 * Then there are no more subjects than places where endpoints are registered, or first words of their routes.
 */
function cappedByPlaces(files: Set<string>, routes: Set<string>, { endpoints }: Evidence): number {
  const places = Math.max(routes.size, new Set(endpoints.map(({ module }) => module)).size);
  const areKnown = endpoints.length >= files.size && places >= leastResources;
  return areKnown ? Math.min(files.size, places) : files.size;
}

/** What the files with such a role are about, after their own names. */
function subjectsOfFiles({ modules }: Evidence, role: RegExp): Set<string> {
  const subjects = new Set<string>();
  for (const { id } of modules) {
    const subject = subjectInRole(id, role);
    if (subject !== '') subjects.add(subject);
  }
  return subjects;
}

function routeSubjects({ endpoints }: Evidence): Set<string> {
  const paths = endpoints
    .filter(({ protocol }) => protocol === 'http')
    .map(({ path }) => path.split('/').filter((part) => part !== '' && !/^[:{*]/.test(part)));
  const prefixes = prefixesOf(paths);
  const subjects = new Set<string>();
  for (const parts of paths) {
    const subject = parts.filter((part) => !prefixes.has(part)).flatMap(subjectWordsOf)[0];
    if (subject !== undefined) subjects.add(subject);
  }
  return subjects;
}

function prefixesOf(paths: readonly (readonly string[])[]): Set<string> {
  const following = new Map<string, Set<string>>();
  const count = new Map<string, number>();
  for (const [first, second] of paths) {
    if (first === undefined) continue;
    count.set(first, (count.get(first) ?? 0) + 1);
    if (second !== undefined)
      (following.get(first) ?? following.set(first, new Set()).get(first)!).add(second);
  }
  const isPrefix = (part: string) =>
    count.get(part)! > prefixShare * paths.length && (following.get(part)?.size ?? 0) >= leastResources;
  return new Set([...count.keys()].filter(isPrefix));
}
