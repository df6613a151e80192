import type { ServiceView } from '../model/report.ts';
import { byCodeUnit } from '../text/system/by-code-unit.ts';
import type { ServiceChange, ServiceSize } from './comparison.ts';
import type { ServiceMatch } from './match-services.ts';

/** What became of each service: kept, under a new name, appeared, vanished, and where its modules went or came from. */
export function serviceChanges(
  before: readonly ServiceView[],
  after: readonly ServiceView[],
  matches: readonly ServiceMatch[],
): ServiceChange[] {
  const old = new Map(before.map((service) => [service.name, service]));
  const now = new Map(after.map((service) => [service.name, service]));
  const kept = matches.flatMap((match): ServiceChange[] => {
    const [was, is] = [old.get(match.before), now.get(match.after)];
    if (was === undefined || is === undefined) return [];
    const change = was.name === is.name ? 'same' : 'renamed';
    return [{ change, before: sizeOf(was), after: sizeOf(is), overlap: match.overlap, others: [] }];
  });
  const found = new Set(matches.map((match) => match.after));
  const lost = new Set(matches.map((match) => match.before));
  const appeared = after
    .filter(({ name }) => !found.has(name))
    .map((service): ServiceChange => {
      return { change: 'appeared', after: sizeOf(service), overlap: 0, others: sharesOf(service, before) };
    });
  const vanished = before
    .filter(({ name }) => !lost.has(name))
    .map((service): ServiceChange => {
      return { change: 'vanished', before: sizeOf(service), overlap: 0, others: sharesOf(service, after) };
    });
  return [kept, appeared, vanished].flatMap((list) => list.sort((a, b) => byCodeUnit(nameOf(a), nameOf(b))));
}

function nameOf({ before, after }: ServiceChange): string {
  return after?.name ?? before?.name ?? '';
}

function sizeOf({ name, modules, lines }: ServiceView): ServiceSize {
  return { name, modules: modules.length, lines };
}

function sharesOf({ modules }: ServiceView, others: readonly ServiceView[]): ServiceChange['others'] {
  const own = new Set(modules);
  return others
    .map(({ name, modules: theirs }) => ({
      service: name,
      modules: theirs.filter((module) => own.has(module)).length,
    }))
    .filter((share) => share.modules > 0)
    .sort((a, b) => b.modules - a.modules || byCodeUnit(a.service, b.service));
}
