// What the traffic summary (`proxy.traffic`, on by default) costs a request: the recorder alone, in microseconds of one thread.
// After `npm run build`:  node bench/traffic-note.js
import { TrafficRecorder } from '../dist/proxy/observe/traffic/traffic-recorder.js';

const CLIENTS = 500;
const REQUESTS = 400_000;

const templates = Array.from({ length: 200 }, (_, at) => `/api/v1/things${at}/:id`);
const raw = (at) => `/api/v1/things${at % 200}/${at}`;

const CASES = {
  'a route with a template': (recorder, at) => ({
    path: templates[at % 200],
    isTemplate: true,
    client: at % CLIENTS,
  }),
  'raw paths with ids': (recorder, at) => ({ path: raw(at), isTemplate: false, client: at % CLIENTS }),
  'a route with a template, ever new clients': (recorder, at) => ({
    path: templates[at % 200],
    isTemplate: true,
    client: at,
  }),
};

function cost(make) {
  const recorder = new TrafficRecorder();
  const run = (count) => {
    const start = process.cpuUsage();
    for (let at = 0; at < count; at++) {
      recorder.note({ method: 'GET', status: 200, ms: 3, at: 1e12 + at, ...make(recorder, at * 7) });
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / count;
  };
  run(REQUESTS / 4);
  return Math.min(run(REQUESTS), run(REQUESTS), run(REQUESTS));
}

console.log('| requests | µs each |\n| --- | ---: |');
for (const [name, make] of Object.entries(CASES)) console.log(`| ${name} | ${cost(make).toFixed(2)} |`);
