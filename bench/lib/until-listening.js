import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a proxy that was started with its stderr piped says who answers. Throws with its log where it ends instead. */
export async function untilListening(child) {
  let log = '';
  child.stderr.on('data', (piece) => (log = (log + piece).slice(-10_000)));
  while (!log.includes('monolith ')) {
    if (child.exitCode !== null) throw new Error(`the proxy did not start: ${log}`);
    await sleep(20);
  }
  return child;
}
