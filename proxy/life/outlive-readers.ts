/** Whoever reads stdout and stderr may go away (a log shipper that dies, a terminal that closes): lines are lost, and nothing else. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  }
}
