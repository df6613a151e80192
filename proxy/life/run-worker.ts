import { ProxyError } from '../proxy-error.ts';
import { takeSnapshot } from '../observe/snapshot.ts';
import { outliveReaders } from './outlive-readers.ts';
import { ProxyServer } from './proxy-server.ts';
import { threadsOf } from '../shadow/mirror/start-thread.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/**
 * The life of a worker of a cluster: it does what the supervisor tells it, and ends when that is gone. `threadFile` is
 * what its mirroring thread runs.
 */
export function runWorker(threadFile: string): void {
  let server: ProxyServer | undefined;
  outliveReaders();
  // Signals to the whole group are the supervisor's to answer.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2'] as const)
    process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message: ToWorker) => {
    if (message.type === 'start') {
      start(message, threadFile)
        .then((started) => {
          server = started;
          return undefined;
        })
        .catch(answerFailure);
    } else if (server !== undefined) follow(server, message).catch(answerFailure);
  });
  answer({ type: 'ready' });
}

async function start(
  { settings, table }: Extract<ToWorker, { type: 'start' }>,
  threadFile: string,
): Promise<ProxyServer> {
  const server = new ProxyServer(settings, table, {
    report: (message) => answer({ type: 'report', message }),
    shadow: threadsOf(threadFile),
    found: (reports) => answer({ type: 'found', reports }),
  });
  await server.listen();
  answer({ type: 'listening', addresses: server.addresses });
  return server;
}

async function follow(server: ProxyServer, message: Exclude<ToWorker, { type: 'start' }>): Promise<void> {
  switch (message.type) {
    case 'table':
      server.replaceTable(message.table);
      return;
    case 'snapshot':
      answer({ type: 'snapshot', turn: message.turn, snapshot: await takeSnapshot(server) });
      return;
    case 'drain':
      await server.drain(message.milliseconds);
      process.exit(0);
  }
}

function answer(message: FromWorker): void {
  process.send?.(message, undefined, undefined, () => undefined);
}

function answerFailure(error: unknown): void {
  if (!(error instanceof ProxyError)) throw error;
  answer({ type: 'failed', code: error.code, message: error.message, hint: error.hint });
}
