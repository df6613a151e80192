import { rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { basename } from 'node:path';

// Loaded into every process of the demo. Its standard input is a pipe from the demo: when the demo is gone, however it
// went, the pipe ends, and so does the process, with the folder that nobody is left to remove.
process.stdin.on('end', leave);
process.stdin.on('error', leave);
process.stdin.resume();
// Watching keeps nobody alive: a process that is done may go.
if (process.stdin instanceof Socket) process.stdin.unref();

function leave(): void {
  const folder = process.env['BANYAN_DEMO_FOLDER'] ?? '';
  if (basename(folder).startsWith('banyan-demo-')) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
