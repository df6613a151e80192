import type { RouteDivergences } from '../../model/divergence.ts';
import { DivergenceBook } from './divergence-book.ts';
import { DivergenceFiles } from './divergence-files.ts';

/** What a proxy has left under `.banyan/divergences`, for when none runs. */
export async function readDivergences(
  folder: string,
  route: string | undefined,
): Promise<RouteDivergences[]> {
  const book = new DivergenceBook();
  for (const page of await new DivergenceFiles(folder).read()) book.pages.set(page.route, page);
  return book.list(route);
}
