import { useEffect, useState } from 'preact/hooks';
import { type Palette, readPalette } from './palette.ts';

/** The palette of the theme in force; changes with it. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => {
    const update = (): void => setPalette(readPalette());
    const system = matchMedia('(prefers-color-scheme: dark)');
    addEventListener('themechange', update);
    system.addEventListener('change', update);
    return () => {
      removeEventListener('themechange', update);
      system.removeEventListener('change', update);
    };
  }, []);
  return palette;
}
