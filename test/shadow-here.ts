import { lookup } from 'node:dns';
import { MessageChannel } from 'node:worker_threads';
import { Engine } from '../proxy/shadow/engine/engine.ts';
import type { FromThread, ToThread } from '../proxy/shadow/mirror/messages.ts';
import { Room } from '../proxy/shadow/mirror/room.ts';
import type { StartShadowThread } from '../proxy/shadow/mirror/start-thread.ts';
import { Resolver } from '../proxy/upstream/resolver.ts';

const now = (): number => performance.now();

/** The mirroring engine in this thread, behind a real message port: Node 20 runs no TypeScript in threads. */
export const shadowHere: StartShadowThread = (memory, { heard }) => {
  const { port1, port2 } = new MessageChannel();
  const engine = new Engine({
    room: new Room(memory),
    resolver: new Resolver((name, done) => lookup(name, { all: true }, done), now),
    now,
    timestamp: () => new Date().toISOString(),
    random: Math.random,
    pause: () => undefined,
    lateBy: { watch: () => undefined, take: () => 0 },
    repeatsPerSecond: 1000,
    report: (reports) => port2.postMessage({ type: 'report', reports } satisfies FromThread),
  });
  port2.on('message', (message: ToThread) => {
    if (message.type === 'orders') engine.follow(message.orders);
    else engine.take(message.bytes);
  });
  port1.on('message', heard);
  return {
    post: (message, transfer) => port1.postMessage(message, transfer),
    stop: () => {
      engine.stop();
      port1.close();
    },
  };
};
