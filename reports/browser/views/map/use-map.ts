import { useMemo, useState } from 'preact/hooks';
import { useModel } from '../../app/model.ts';
import type { Selection } from '../../app/page-state.ts';
import type { Box } from '../../draw/camera.ts';
import { usePalette } from '../../draw/use-palette.ts';
import { drawMap } from './draw-map.ts';
import { layOutMap } from './lay-out-map.ts';
import type { MapHit } from './pick-on-map.ts';

/** What the map shows and where it looks. */
export function useMap() {
  const { cut, page, state, act, colorOf } = useModel();
  const palette = usePalette();
  const [hover, setHovered] = useState<MapHit | undefined>(undefined);
  const [target, setTarget] = useState<Box | undefined>(undefined);
  const [shows, setShows] = useState({ modules: false, dependencies: false });
  const map = useMemo(() => layOutMap(cut, page), [cut]);
  const focus = hover?.service ?? serviceOf(state.selection);
  const module = hover?.module ?? moduleOf(state.selection);
  const draw = useMemo(
    () =>
      drawMap(map, {
        palette,
        colorOf,
        focus,
        module,
        showModules: shows.modules,
        showDependencies: shows.dependencies,
      }),
    [map, palette, focus, module, shows],
  );
  const open = (name: string): void => {
    const circle = map.circles.get(name);
    if (circle) setTarget(boxAround(circle));
    act({ do: 'select', selection: { kind: 'service', name } });
  };
  const setHover = (hit: MapHit | undefined): void =>
    setHovered((old) => (old?.service === hit?.service && old?.module === hit?.module ? old : hit));
  return { map, draw, open, hover, setHover, target, shows, setShows };
}

function boxAround({ x, y, r }: { readonly x: number; readonly y: number; readonly r: number }): Box {
  return { left: x - r, right: x + r, top: y - r, bottom: y + r };
}

function serviceOf(selection: Selection | undefined): string | undefined {
  return selection?.kind === 'service' ? selection.name : undefined;
}

function moduleOf(selection: Selection | undefined): string | undefined {
  return selection?.kind === 'module' ? selection.id : undefined;
}
