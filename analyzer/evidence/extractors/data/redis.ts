import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { DYNAMIC } from '../link/fold-text.ts';
import { originOf } from '../link/value.ts';

const READS = [
  'get',
  'mget',
  'hget',
  'hgetall',
  'hGet',
  'hGetAll',
  'exists',
  'ttl',
  'smembers',
  'sMembers',
  'lrange',
  'lRange',
  'zrange',
  'zRange',
  'sismember',
];
const WRITES = [
  'set',
  'setex',
  'setEx',
  'setnx',
  'setNX',
  'del',
  'incr',
  'incrby',
  'decr',
  'hset',
  'hSet',
  'hmset',
  'hdel',
  'expire',
  'sadd',
  'sAdd',
  'srem',
  'lpush',
  'lPush',
  'rpush',
  'rPush',
  'lpop',
  'rpop',
  'zadd',
  'zAdd',
  'zrem',
];
const PACKAGES = ['ioredis', 'redis', '@redis/client'];

/** Redis: what stands in front of the first `:` or the first hole of a key is a key space. */
export const redis: Extractor = {
  name: 'redis',
  packages: PACKAGES,
  methods: [...READS, ...WRITES],
  extract: (code, found) => {
    const seen = new Set<string>();
    for (const call of code.callsFrom(...PACKAGES)) readAccess(code, found, call, seen);
  },
};

const CLIENT =
  /^(?:ioredis(?:\.Redis|\.Cluster|\.default)?|(?:@redis\/client|redis)\.(?:createClient|createCluster|RedisClientType))\(\)/u;
const WRITE_SET = new Set(WRITES);
const READ_SET = new Set(READS);

function readAccess(code: Code, found: Found, call: Call, seen: Set<string>): void {
  const { module, line, args, loop, in: scope } = call;
  const [key] = args;
  const mode = modeOf(call);
  if (!mode || key === undefined) return;
  for (const { text } of code.fold(module, key, loop)) {
    const entity = spaceOf(text);
    if (entity === undefined) continue;
    found.accesses.push({ module, entity, mode, line, certainty: KNOWN_SPACE, in: scope });
    if (seen.has(entity)) continue;
    seen.add(entity);
    found.entities.push({ name: entity, kind: 'keyspace', module, line, references: [], source: 'redis' });
  }
}

/** The rest of the key may be unknown, its space is not; where a space ends is a convention. */
const KNOWN_SPACE = 0.9;

function modeOf({ callee }: Call): 'read' | 'write' | undefined {
  if (callee.kind !== 'member' || !CLIENT.test(originOf(callee) ?? '')) return undefined;
  if (WRITE_SET.has(callee.name)) return 'write';
  return READ_SET.has(callee.name) ? 'read' : undefined;
}

/** `session:{dynamic}` is the space `session:*`; a key that is all hole is none. */
function spaceOf(key: string): string | undefined {
  const [head = ''] = key.split(DYNAMIC, 1);
  const colon = head.indexOf(':');
  if (colon > 0) return `${head.slice(0, colon)}:*`;
  if (head === '') return undefined;
  return head === key ? key : `${head}*`;
}
