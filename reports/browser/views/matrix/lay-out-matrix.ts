import type { CutView, ServiceLink } from '../../../model/report.ts';
import { orderServices, type Order } from './order-services.ts';

export interface MatrixLayout {
  readonly names: readonly string[];
  /** Link of row and column, where there is one. */
  readonly linkAt: (row: number, column: number) => ServiceLink | undefined;
  readonly heaviest: number;
  /** First and last place of each circle whose members stand together. */
  readonly boxes: readonly (readonly [first: number, last: number])[];
}

export function layOutMatrix(cut: CutView, order: Order): MatrixLayout {
  const names = orderServices(cut, order);
  const at = new Map(names.map((name, number) => [name, number]));
  const links = new Map(
    cut.links.map((link) => [at.get(link.from)! * names.length + at.get(link.to)!, link]),
  );
  return {
    names,
    linkAt: (row, column) => links.get(row * names.length + column),
    heaviest: cut.links[0]?.uses ?? 1,
    boxes: cut.cycles.flatMap((members) => {
      const places = members.map((name) => at.get(name)!).sort((a, b) => a - b);
      const [first, last] = [places[0]!, places.at(-1)!];
      return last - first === places.length - 1 ? [[first, last] as const] : [];
    }),
  };
}
