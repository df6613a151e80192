// An HTTP/1.1 origin that costs next to nothing: fixed answers on bare sockets. Started by benchmarks:
//   node load-origin.js <port> <equal|noisy|slow|flood> <body bytes>
import { createServer } from 'node:net';

const [port, kind, bytes] = process.argv.slice(2);
const filler = 'x'.repeat(Math.max(0, Number(bytes) - 120));
const flood = Buffer.from(`10000\r\n${'y'.repeat(65_536)}\r\n`);
let turn = 0;

function answer() {
  const id = kind === 'noisy' ? `"${Math.random()}"` : '"same"';
  const body = `{"id":${id},"turn":${kind === 'noisy' ? ++turn : 0},"items":[{"sku":"a","price":1.5},{"sku":"b","price":2}],"filler":"${filler}"}`;
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

const same = answer();
createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', (piece) => {
    // Every request of the benchmark comes in one piece and ends with an empty line.
    for (let at = piece.indexOf('\r\n\r\n'); at >= 0; at = piece.indexOf('\r\n\r\n', at + 4)) serve(socket);
  });
}).listen(Number(port), '127.0.0.1', () => process.send?.('ready'));

function serve(socket) {
  if (kind === 'slow') return;
  if (kind !== 'flood') {
    socket.write(kind === 'noisy' ? answer() : same, 'latin1');
    return;
  }
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
  const pour = () => {
    while (!socket.destroyed && socket.write(flood));
  };
  socket.on('drain', pour);
  pour();
}
