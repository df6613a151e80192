/** One signal for every way in which a person or a machine ends the demo: Ctrl-C, `kill`, a closed terminal. */
export function leaving(interrupt: AbortSignal): {
  readonly signal: AbortSignal;
  readonly forget: () => void;
} {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  process.on('SIGTERM', end);
  process.on('SIGHUP', end);
  return {
    signal: AbortSignal.any([interrupt, ended.signal]),
    forget: () => {
      process.off('SIGTERM', end);
      process.off('SIGHUP', end);
    },
  };
}
