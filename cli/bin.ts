#!/usr/bin/env node
import { main } from './main.ts';
import { processIo } from './process-io.ts';

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
// A reader that goes away (`banyan … | head`) is not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2), processIo(interrupt.signal));
