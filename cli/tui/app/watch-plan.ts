import { stat } from 'node:fs/promises';
import { loadPlan } from '../../../plan/index.ts';
import type { Sitting } from './open-sitting.ts';
import type { Store } from './store.ts';

const EVERY_MS = 1000;

/** Notices that somebody else has written the plan. Asking the file is slower than being told, and never misses. */
export function watchPlan(store: Store, sitting: Sitting): () => void {
  let seen = '';
  const look = async (): Promise<void> => {
    const { place } = sitting;
    const found = await stat(place.file).catch(() => undefined);
    const mark = found === undefined ? 'gone' : `${found.mtimeMs} ${found.size} ${found.ino}`;
    if (mark === seen) return;
    seen = mark;
    const now = await loadPlan(place.file).catch(() => undefined);
    const isForeign = now !== undefined && now.hash !== sitting.file.hash;
    if (isForeign === store.state.isForeign) return;
    sitting.theirs = isForeign ? now : undefined;
    const { message: _old, ...state } = store.state;
    store.set({
      ...state,
      isForeign,
      ...(isForeign
        ? {
            message: {
              kind: 'error' as const,
              text: `${place.name} was changed on disk by somebody else: F shows both.`,
            },
          }
        : {}),
    });
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  return () => clearInterval(timer);
}
