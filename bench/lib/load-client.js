// Load on one HTTP/1.1 server, over bare sockets that are kept open. Started by benchmarks, answers one line of JSON:
//   node load-client.js <port> <path> <connections> <seconds> [<requests a second>]
// Without a rate: each connection asks again as soon as it is answered. With one: requests begin by the clock, and latency
// counts from when they should have begun, so that a stall is not hidden by the client that waits for it.
import { connect } from 'node:net';

const [port, path, connections, seconds, rate] = process.argv.slice(2);
const request = `GET ${path} HTTP/1.1\r\nHost: bench\r\nCookie: sid=0123456789\r\nAccept: application/json\r\n\r\n`;
const warmupMs = 500;
const begin = performance.now();
const end = begin + warmupMs + Number(seconds) * 1000;
const latencies = [];
let failed = 0;
const idle = [];
const due = [];

function open() {
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
  const client = { socket, askedAt: 0, left: 0, text: '' };
  socket.on('connect', () => free(client));
  socket.on('error', () => failed++);
  socket.on('data', (piece) => read(client, piece));
}

function read(client, piece) {
  if (client.left === 0) {
    client.text += piece.toString('latin1');
    const headEnd = client.text.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    if (!client.text.startsWith('HTTP/1.1 200')) failed++;
    const length = Number(/\r\ncontent-length: (\d+)/iu.exec(client.text.slice(0, headEnd + 2))?.[1]);
    client.left = headEnd + 4 + length - client.text.length;
    client.text = '';
  } else client.left -= piece.length;
  if (client.left > 0) return;
  const now = performance.now();
  if (client.askedAt - begin > warmupMs) latencies.push(now - client.askedAt);
  free(client);
}

function free(client) {
  if (performance.now() >= end) return;
  const at = rate === undefined ? performance.now() : due.shift();
  if (at === undefined) idle.push(client);
  else ask(client, at);
}

function ask(client, at) {
  client.askedAt = at;
  client.socket.write(request);
}

for (let index = 0; index < Number(connections); index++) open();
let sent = 0;
const ticker =
  rate === undefined
    ? undefined
    : setInterval(() => {
        const until = Math.min(performance.now(), end);
        const dueBy = ((until - begin) * Number(rate)) / 1000;
        for (; sent <= dueBy; sent++) {
          const at = begin + (sent * 1000) / Number(rate);
          const client = idle.pop();
          if (client === undefined) due.push(at);
          else ask(client, at);
        }
      }, 1);
setTimeout(
  () => {
    clearInterval(ticker);
    latencies.sort((a, b) => a - b);
    const quantile = (share) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
    const perSecond = latencies.length / Number(seconds);
    process.stdout.write(
      `${JSON.stringify({ perSecond, failed, p50: quantile(0.5), p99: quantile(0.99) })}\n`,
    );
    process.exit(0);
  },
  end - performance.now() + 300,
);
