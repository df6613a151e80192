import { degreeOf, type Rows } from '../graph/dependency-rows.ts';
import type { CompositionRoot, SharedModule } from '../model/decomposition.ts';
import type { Cut } from './scored-cut.ts';
import type { Boundaries } from '../boundaries/detect-boundaries.ts';

/** The modules that are in no service, each with the reason. */
export function setAsideModules(
  boundaries: Boundaries,
  cut: Cut,
): { readonly shared: readonly SharedModule[]; readonly roots: readonly CompositionRoot[] } {
  const { views, rows, roots, kernel, loose } = boundaries;
  const ids = views.index.ids;
  const shared: SharedModule[] = [];
  const wiring: CompositionRoot[] = [];
  for (const [v, module] of ids.entries()) {
    if (roots[v]) {
      const uses = degreeOf(rows.uses, v);
      const services = servicesAround(rows.uses, v, cut);
      wiring.push({
        module,
        reason: `wires ${uses} modules of ${services} services and is used by ${usersText(degreeOf(rows.usedBy, v))}`,
      });
    } else if (kernel[v] || loose[v]) {
      const usedBy = degreeOf(rows.usedBy, v);
      const services = servicesAround(rows.usedBy, v, cut);
      const reason = kernel[v]
        ? `${usedBy} modules of ${services} services use it, and it needs none of them`
        : 'nothing in the code ties it to a service';
      shared.push({ module, usedBy, services, reason });
    }
  }
  return { shared, roots: wiring };
}

const usersText = (users: number) => (users === 0 ? 'none' : String(users));

function servicesAround({ offsets, targets }: Rows, v: number, { serviceOf }: Cut): number {
  const services = new Set<number>();
  for (let i = offsets[v]!; i < offsets[v + 1]!; i++) services.add(serviceOf[targets[i]!]!);
  services.delete(-1);
  return services.size;
}
