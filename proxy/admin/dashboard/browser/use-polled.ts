import { useEffect, useState } from 'preact/hooks';

interface Polled<Value> {
  readonly value: Value | undefined;
  readonly fault: string;
}

/** Asks now, whenever `key` changes, and every `everyMs` while the page is seen. The last answer stays while asking. */
export function usePolled<Value>(ask: () => Promise<Value>, key: unknown, everyMs: number): Polled<Value> {
  const [polled, setPolled] = useState<Polled<Value>>({ value: undefined, fault: '' });
  useEffect(() => {
    let over = false;
    const look = async (): Promise<void> => {
      if (document.hidden) return;
      try {
        const value = await ask();
        if (!over) setPolled({ value, fault: '' });
      } catch (error) {
        if (!over) setPolled(({ value }) => ({ value, fault: (error as Error).message }));
      }
    };
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [key, everyMs]);
  return polled;
}
