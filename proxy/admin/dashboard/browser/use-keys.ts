import { useEffect } from 'preact/hooks';

/** Single keys for the whole page; not while somebody types, and not while a dialog asks. */
export function useKeys(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isForOther(event)) return;
      const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
}

function isForOther({ ctrlKey, metaKey, altKey, key, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || document.querySelector('dialog[open]')) return true;
  if (target instanceof HTMLButtonElement || isSummary(target)) return key === 'Enter' || key === ' ';
  return target instanceof HTMLElement && /^(?:INPUT|SELECT|TEXTAREA)$/u.test(target.tagName);
}

function isSummary(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.tagName === 'SUMMARY';
}
