import { useEffect, useState } from 'preact/hooks';
import type { PageModel } from './model.ts';
import { VIEWS } from './page-state.ts';

export type DialogName = 'search' | 'help' | undefined;

/** Keys that work everywhere: `/` search, `?` help, 1 to 9 views, Escape closes what is open. */
export function useDialogs({ act, state }: PageModel) {
  const [open, show] = useState<DialogName>(undefined);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && open === undefined && state.selection) act({ do: 'select' });
      if (open !== undefined || isOther(event)) return;
      const view = /^[1-9]$/u.test(event.key) ? VIEWS[Number(event.key) - 1] : undefined;
      if (view) act({ do: 'view', view });
      if (event.key === '?') show('help');
      if (event.key !== '/') return;
      event.preventDefault();
      show('search');
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [open, state.selection]);
  return { open, show };
}

/** Keys with a modifier belong to the browser, keys in a field to the field. */
function isOther({ ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || isWriting(target);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea');
}
