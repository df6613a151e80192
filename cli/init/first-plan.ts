import type { Analysis } from '../../analyzer/index.ts';
import { applyOperation, type Operation, planFromAnalysis } from '../../plan/index.ts';

/** Where things listen, as far as it is known. */
export interface Addresses {
  readonly monolith?: string | undefined;
  readonly listen?: string | undefined;
  readonly admin?: string | undefined;
}

/** The first plan of a repository, with the addresses that a proxy needs. Throws `PlanError` where one is not valid. */
export function firstPlan(analysis: Analysis, { monolith, listen, admin }: Addresses): string {
  const operations: Operation[] = [
    ...(monolith === undefined
      ? []
      : [{ op: 'upstream' as const, service: 'monolith' as const, addresses: [monolith] }]),
    ...(monolith === undefined && listen === undefined && admin === undefined
      ? []
      : [
          {
            op: 'listen' as const,
            address: listen ?? besides(monolith),
            admin: admin ?? '127.0.0.1:9901',
          },
        ]),
  ];
  return operations.reduce(
    (text, operation) => applyOperation(text, operation).text,
    planFromAnalysis(analysis),
  );
}

/** The usual port of a proxy on one's own machine, unless the monolith has it. */
function besides(monolith: string | undefined): string {
  return monolith?.endsWith(':8080') === true ? '127.0.0.1:8081' : '127.0.0.1:8080';
}
