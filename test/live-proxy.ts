import { type IncomingMessage, type RequestListener, type Server, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadPlan } from '../proxy/life/load-plan.ts';
import { ProxyServer } from '../proxy/life/proxy-server.ts';
import type { RouteReport } from '../proxy/shadow/mirror/messages.ts';
import { shadowHere } from './shadow-here.ts';

/** An HTTP server on a port of its own, for tests. */
export interface Origin {
  readonly port: number;
  readonly server: Server;
  /** Method and path of every request, in order. */
  readonly seen: string[];
  readonly close: () => Promise<void>;
}

export async function startOrigin(handler: RequestListener, port = 0): Promise<Origin> {
  const seen: string[] = [];
  const server = createServer((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url}`);
    handler(incoming, response);
  });
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, server, seen, close };
}

/** Answers with its name, after the body has come. */
export function named(name: string): RequestListener {
  return (incoming, response) => {
    incoming.resume().on('end', () => response.end(`${name} ${incoming.method} ${incoming.url}`));
  };
}

export interface LiveProxy {
  readonly port: number;
  readonly server: ProxyServer;
  /** What comparison has reported. */
  readonly found: RouteReport[];
  /** Takes another plan over, as a reload does. */
  readonly replan: (plan: string) => void;
  readonly stop: () => Promise<void>;
}

const around = { env: {}, instance: 'test', cpus: 1 };

/** A proxy in this process. The plan listens wherever it likes; the port is of the proxy's own choice. */
export async function startProxy(plan: string): Promise<LiveProxy> {
  const { settings, table } = loadPlan(versioned(plan), '/tmp/banyan.yaml', around);
  const address = { kind: 'tcp' as const, host: '127.0.0.1', port: 0 };
  const listeners = settings.listeners.map((listener) => ({ ...listener, address }));
  const found: RouteReport[] = [];
  const server = new ProxyServer({ ...settings, listeners }, table, {
    report: () => undefined,
    shadow: shadowHere,
    found: (reports) => found.push(...reports),
  });
  await server.listen();
  const port = Number(server.addresses[0]?.split(':').at(-1));
  return {
    port,
    server,
    found,
    replan: (next) => server.replaceTable(loadPlan(versioned(next), '/tmp/banyan.yaml', around).table),
    stop: () => server.drain(1000),
  };
}

function versioned(plan: string): string {
  return `version: 1\n${plan}`;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request on a connection of its own. */
export async function ask(port: number, path: string, asking: Asking = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = asking;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
