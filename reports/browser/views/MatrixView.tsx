import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { visible } from '../../model/visible.ts';
import { count } from '../../../words/count.ts';
import { plural } from '../../../words/plural.ts';
import { useModel } from '../app/model.ts';
import { surfaceOf } from '../draw/surface.ts';
import { usePalette } from '../draw/use-palette.ts';
import { useSize } from '../draw/use-size.ts';
import { drawMatrix, type MatrixCell, type MatrixMetrics, metricsOf, sizeOf } from './matrix/draw-matrix.ts';
import { layOutMatrix, type MatrixLayout } from './matrix/lay-out-matrix.ts';
import { MatrixTools } from './matrix/MatrixTools.tsx';
import type { Order } from './matrix/order-services.ts';

export function MatrixView() {
  const { cut } = useModel();
  const [order, setOrder] = useState<Order>('layers');
  const [active, setActive] = useState<MatrixCell | undefined>(undefined);
  const layout = useMemo(() => layOutMatrix(cut, order), [cut, order]);
  return (
    <div class="matrix">
      <MatrixTools order={order} setOrder={setOrder} />
      <p class="matrix-said" aria-live="polite">
        {active ? (
          <Said layout={layout} cell={active} />
        ) : (
          'Point at a cell, or move with the arrow keys; Enter shows the evidence.'
        )}
      </p>
      <Picture layout={layout} active={active} setActive={setActive} />
    </div>
  );
}

interface PictureProps {
  readonly layout: MatrixLayout;
  readonly active: MatrixCell | undefined;
  readonly setActive: (cell: MatrixCell | undefined) => void;
}

function Picture({ layout, active, setActive }: PictureProps) {
  const { act } = useModel();
  const palette = usePalette();
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSize(holder)?.width;
  const metrics = useMemo(() => metricsOf(layout, width ?? 800), [layout, width]);
  const size = sizeOf(layout, metrics);
  useEffect(() => {
    if (!canvas.current || width === undefined) return;
    drawMatrix({ context: surfaceOf(canvas.current, size), layout, metrics, palette, active });
  }, [layout, metrics, palette, active, width]);
  const choose = (cell: MatrixCell | undefined): void => {
    if (!cell) return;
    const [from, to] = [layout.names[cell.row]!, layout.names[cell.column]!];
    act({
      do: 'select',
      selection: from === to ? { kind: 'service', name: from } : { kind: 'link', from, to },
    });
  };
  return (
    <div class="matrix-scroll" ref={holder}>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={`Matrix of ${layout.names.length} services. Arrow keys move the cell, Enter shows its evidence.`}
        style={{ width: `${size.width}px`, height: `${size.height}px` }}
        onPointerMove={(event) => setActive(sameOr(active, cellAt(event, layout, metrics)))}
        onClick={(event) => choose(cellAt(event, layout, metrics))}
        onKeyDown={keysOf(active, layout.names.length, { setActive, choose })}
      />
    </div>
  );
}

function cellAt(
  { offsetX, offsetY }: MouseEvent,
  { names }: MatrixLayout,
  { left, top, cell }: MatrixMetrics,
): MatrixCell | undefined {
  const column = Math.floor((offsetX - left) / cell);
  const row = Math.floor((offsetY - top) / cell);
  return names[row] !== undefined && names[column] !== undefined ? { row, column } : undefined;
}

/** The old one where nothing changed, so that nothing is drawn again. */
function sameOr(old: MatrixCell | undefined, cell: MatrixCell | undefined): MatrixCell | undefined {
  return cell?.row === old?.row && cell?.column === old?.column ? old : cell;
}

function Said({ layout, cell }: { layout: ReturnType<typeof layOutMatrix>; cell: MatrixCell }) {
  const [from, to] = [layout.names[cell.row] ?? '', layout.names[cell.column] ?? ''];
  const link = layout.linkAt(cell.row, cell.column);
  if (from === to) return <b>{visible(from)}</b>;
  return (
    <>
      <b>{visible(from)}</b> {link ? 'uses' : 'does not use'} <b>{visible(to)}</b>
      {link
        ? `: ${count(link.uses)} references in ${plural(link.pairs, 'pair')} of modules${link.inCycle ? ', in a circle' : ''}`
        : ''}
    </>
  );
}

interface Do {
  readonly setActive: (cell: MatrixCell) => void;
  readonly choose: (cell: MatrixCell | undefined) => void;
}

function keysOf(active: MatrixCell | undefined, length: number, { setActive, choose }: Do) {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  return (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const { row, column } = active ?? { row: 0, column: 0 };
      const within = (at: number): number => Math.max(0, Math.min(length - 1, at));
      setActive({ row: within(row + step[0]), column: within(column + step[1]) });
    }
    if (event.key === 'Enter') choose(active);
  };
}
