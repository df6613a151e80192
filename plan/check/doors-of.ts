import { modulePatternOf } from '../assign/module-pattern.ts';
import type { Plan } from '../model/plan.ts';

/** Asks whether others may import a module of a service; every module, where the service names none. */
export function doorsOf({ services }: Plan): (service: string, module: string) => boolean {
  const doors = new Map(
    Object.entries(services).flatMap(([name, service]) =>
      service.public === undefined ? [] : [[name, service.public.map(modulePatternOf)] as const],
    ),
  );
  return (service, module) => doors.get(service)?.some(({ matches }) => matches(module)) ?? true;
}
