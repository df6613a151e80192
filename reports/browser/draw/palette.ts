/** The colours of the style sheet, for drawing on a canvas. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly caller: string;
  readonly callee: string;
  readonly warn: string;
  readonly services: readonly string[];
}

const COLORS = 12;

/** Read anew for each drawing that follows a change of theme. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of('ink'),
    soft: of('soft'),
    line: of('line'),
    surface: of('surface'),
    accent: of('accent'),
    caller: of('caller'),
    callee: of('callee'),
    warn: of('warn'),
    services: Array.from({ length: COLORS }, (_, number) => of(`c${number}`)),
  };
}
