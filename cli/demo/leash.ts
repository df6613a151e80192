import { rmSync } from 'node:fs';
import { basename } from 'node:path';

// Loaded into every process of the demo. Its standard input is a pipe from the demo: when the demo is gone, however it
// went, the pipe ends, and so does the process, with the folder that nobody is left to remove.
process.stdin.on('end', leave);
process.stdin.on('error', leave);
process.stdin.resume();

function leave(): void {
  const folder = process.env['BANYAN_DEMO_FOLDER'] ?? '';
  if (basename(folder).startsWith('banyan-demo-')) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
