import { useEffect, useState } from 'preact/hooks';
import type { LiveStore } from './live-store.ts';

/** Draws again when the store changes; many changes in one frame are drawn once, and a hidden page is not drawn. */
export function useStore(store: LiveStore): void {
  const [, setTurn] = useState(0);
  useEffect(() => {
    let frame = 0;
    const forget = store.subscribe(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setTurn((turn) => turn + 1));
    });
    return () => {
      cancelAnimationFrame(frame);
      forget();
    };
  }, [store]);
}
