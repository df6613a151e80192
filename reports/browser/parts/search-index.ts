import type { PageModel } from '../app/model.ts';
import type { Selection, ViewName } from '../app/page-state.ts';

export interface Found {
  readonly kind: 'service' | 'module' | 'table' | 'endpoint' | 'transaction';
  readonly text: string;
  readonly selection: Selection;
  readonly view?: ViewName;
}

const SHOWN = 50;
const RANK = { service: 0, table: 1, endpoint: 2, transaction: 3, module: 4 } as const;

/** Everything with a name, by the words of the query; a match at the start of a part comes first. */
export function searchPage({ cut, page }: PageModel, query: string): readonly Found[] {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  return namesOf(cut, page.source.modules)
    .flatMap((found) => {
      const score = scoreOf(found.text.toLowerCase(), words);
      return score === undefined ? [] : [{ found, score }];
    })
    .sort(
      (a, b) =>
        a.score - b.score ||
        RANK[a.found.kind] - RANK[b.found.kind] ||
        a.found.text.length - b.found.text.length,
    )
    .slice(0, SHOWN)
    .map(({ found }) => found);
}

function namesOf(cut: PageModel['cut'], modules: PageModel['page']['source']['modules']): readonly Found[] {
  return [
    ...cut.services.map(({ name }): Found => ({
      kind: 'service',
      text: name,
      selection: { kind: 'service', name },
    })),
    ...cut.tables.map(({ entity }): Found => ({
      kind: 'table',
      text: entity,
      selection: { kind: 'table', name: entity },
    })),
    ...cut.endpoints.map(({ id, module }): Found => ({
      kind: 'endpoint',
      text: id,
      selection: { kind: 'module', id: module },
    })),
    ...cut.cutTransactions.map(({ scope, module }): Found => ({
      kind: 'transaction',
      text: `${scope} in ${module}`,
      selection: { kind: 'module', id: module },
      view: 'transactions',
    })),
    ...modules.map(({ id }): Found => ({ kind: 'module', text: id, selection: { kind: 'module', id } })),
  ];
}

/** Lower is better; undefined where a word is missing. */
function scoreOf(text: string, words: readonly string[]): number | undefined {
  let score = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return undefined;
    if (text === word) score -= 2;
    else if (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]!)) score += 2;
  }
  return score;
}
