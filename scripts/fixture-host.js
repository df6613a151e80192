// Runs one fixture: `node fixture-host.js NAME FOLDER`. Whatever it serves HTTP on becomes a free port of the loopback; each is said to
// the parent, then `ready`. Ends with the parent.
import { createRequire } from 'node:module';
import { Server as HttpServer } from 'node:http';
import { Server } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { APPS } from './fixture-apps.js';

const [name, folder] = process.argv.slice(2);
const require = createRequire(join(folder, 'host.cjs'));
const listen = Reflect.get(Server.prototype, 'listen');
const listening = [];
Server.prototype.listen = function (...argv) {
  if (!(this instanceof HttpServer)) return Reflect.apply(listen, this, argv);
  const ready = argv.find((argument) => typeof argument === 'function');
  listening.push(new Promise((resolve) => void this.once('listening', resolve)));
  this.once('listening', () => process.send({ servesOn: this.address().port }));
  return Reflect.apply(listen, this, [{ port: 0, host: '127.0.0.1' }, ready]);
};
process.on('disconnect', () => process.exit());

await APPS[name].start(load, pathToFileURL(`${folder}/`));
await untilListening();
// From here on a fault of one handler shows by its answer.
process.on('unhandledRejection', (fault) => console.error(fault));
process.send({ allServe: true });

function load(specifier) {
  return APPS[name].modules ? import(pathToFileURL(require.resolve(specifier))) : require(specifier);
}

/** Frameworks listen some turns after they are started. */
async function untilListening() {
  while (listening.length === 0) await new Promise((resolve) => void setImmediate(resolve));
  await Promise.all(listening);
}
