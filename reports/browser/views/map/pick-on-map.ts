import type { Circle, MapLayout } from './lay-out-map.ts';

export interface MapHit {
  readonly service: string;
  readonly module?: string;
}

/** From this radius on the screen a service shows its modules. */
const OPEN_AT = 110;

export function isOpen({ r }: Circle, scale: number, showModules: boolean): boolean {
  return showModules || r * scale > OPEN_AT;
}

interface Where {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly showModules: boolean;
}

/** What lies at a point of the world. */
export function pickOnMap({ circles }: MapLayout, { x, y, scale, showModules }: Where): MapHit | undefined {
  for (const circle of circles.values()) {
    if (Math.hypot(circle.x - x, circle.y - y) > circle.r) continue;
    const { name } = circle.service;
    if (!isOpen(circle, scale, showModules)) return { service: name };
    const dot = circle.dots().find((each) => Math.hypot(each.x - x, each.y - y) <= each.r);
    return dot ? { service: name, module: dot.id } : { service: name };
  }
  return undefined;
}
