import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { entryOf } from '../link/entries.ts';
import { DYNAMIC } from '../link/fold-text.ts';
import { originOf, packageOf } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';

const PACKAGES = [
  'axios',
  'got',
  'node-fetch',
  'undici',
  'ky',
  'superagent',
  'bullmq',
  'bull',
  'kafkajs',
  'amqplib',
  'nats',
  '@aws-sdk/client-s3',
  '@aws-sdk/client-sqs',
  '@aws-sdk/client-sns',
  '@nestjs/axios',
  '@nestjs/event-emitter',
  'eventemitter2',
  'events',
];
const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'request'];

/** Systems outside: HTTP clients with the host that they call, queues and topics, events inside the process, buckets. */
export const externals: Extractor = {
  name: 'externals',
  packages: PACKAGES,
  methods: [
    'emit',
    'emitAsync',
    'publish',
    'sendToQueue',
    'assertQueue',
    'consume',
    'send',
    'subscribe',
    'add',
    ...VERBS,
  ],
  extract: (code, found) => {
    for (const call of code.callsFrom('node:events', ...PACKAGES)) readCall(code, found, call);
    for (const call of code.callsNamed(['fetch', '$fetch'])) {
      if (call.callee.kind === 'global') addHost(code, found, call);
    }
  },
};

const HTTP = new Set(['axios', 'got', 'node-fetch', 'undici', 'ky', 'superagent', '@nestjs/axios']);

function readCall(code: Code, found: Found, call: Call): void {
  if (HTTP.has(packageOf(call.callee) ?? '')) addHost(code, found, call);
  else addNamed(code, found, call, originOf(call.callee) ?? '');
}

/** Only the host is kept: paths and queries may hold anything. */
function addHost(code: Code, found: Found, { module, line, args, loop }: Call): void {
  const [first] = args;
  const written = first === undefined ? [] : code.fold(module, first, loop);
  const based = ADDRESSES.flatMap((name) => entryOf(code, { module, args }, name));
  for (const { text } of [...based, ...written]) {
    const host = /^https?:\/\/([^/?#{}]+)/u.exec(text)?.[1];
    if (host) found.externals.push({ module, kind: 'http', name: host, line });
  }
}

const ADDRESSES = ['baseURL', 'prefixUrl', 'url'];

/** The kind of thing that a callee names with its first argument, or with one of its options. */
const NAMED: readonly (readonly [RegExp, 'queue' | 'event' | 'bucket', string?])[] = [
  [/^(?:bullmq|bull)(?:\.(?:Queue|Worker|QueueEvents|FlowProducer))?$/u, 'queue'],
  [/^kafkajs\.Kafka\(\)\.(?:producer|consumer)\(\)\.(?:send|subscribe|sendBatch)$/u, 'queue', 'topic'],
  [/^amqplib\..*\.(?:sendToQueue|assertQueue|consume|publish|assertExchange)$/u, 'queue'],
  [/^nats\..*\.(?:publish|subscribe|request)$/u, 'queue'],
  [
    /^(?:@nestjs\/event-emitter\.EventEmitter2|eventemitter2(?:\.\w+)?|node:events(?:\.EventEmitter)?)\(\)\.(?:emit|emitAsync|on|once)$/u,
    'event',
  ],
  [/^@aws-sdk\/client-s3\.\w+Command$/u, 'bucket', 'Bucket'],
  [/^@aws-sdk\/client-sqs\.\w+Command$/u, 'queue', 'QueueUrl'],
  [/^@aws-sdk\/client-sns\.\w+Command$/u, 'queue', 'TopicArn'],
];

function addNamed(code: Code, found: Found, call: Call, origin: string): void {
  const rule = NAMED.find(([pattern]) => pattern.test(origin));
  if (!rule) return;
  const [, kind, option] = rule;
  const { module, line, args, loop } = call;
  const names =
    option === undefined
      ? foldFirst(code, module, args, loop)
      : [option, `${option}s`].flatMap((name) => entryOf(code, { module, args }, name));
  for (const { text } of names) {
    if (text !== DYNAMIC) found.externals.push({ module, kind, name: lastPart(text), line });
  }
}

/** Of an address (`https://sqs.…/1234/orders`) or `arn:aws:sns:…:orders`, the name. */
function lastPart(text: string): string {
  return /^(?:https?:\/\/|arn:)/u.test(text) ? (text.split(/[/:]/u).at(-1) ?? text) : text;
}

function foldFirst(
  code: Code,
  module: string,
  args: readonly Term[],
  loop: Call['loop'],
): { text: string }[] {
  const [first] = args;
  return first === undefined ? [] : code.fold(module, first, loop);
}
