import type { Endpoint } from '../../../model/evidence.ts';
import type { Extractor, Found } from '../extractor.ts';
import type { Code } from '../link/code.ts';
import type { DecoratorCall } from '../link/decorators.ts';
import { DYNAMIC } from '../link/fold-text.ts';
import { originOf } from '../link/value.ts';
import type { Term } from '../sketch/term.ts';
import { entryAt } from './graphql.ts';
import { type DecoratedClass, decoratedMembers } from './nest-controllers.ts';
import { decoratorCalls } from '../link/decorators.ts';

interface Rule {
  readonly protocol: Endpoint['protocol'];
  readonly method: string;
}

const RULES: ReadonlyMap<string, Rule> = new Map([
  ['@nestjs/microservices.MessagePattern', { protocol: 'rpc', method: 'MESSAGE' }],
  ['@nestjs/microservices.EventPattern', { protocol: 'rpc', method: 'EVENT' }],
  ['@nestjs/microservices.GrpcMethod', { protocol: 'rpc', method: 'GRPC' }],
  ['@nestjs/microservices.GrpcStreamMethod', { protocol: 'rpc', method: 'GRPC' }],
  ['@nestjs/websockets.SubscribeMessage', { protocol: 'websocket', method: 'MESSAGE' }],
  ['@nestjs/schedule.Cron', { protocol: 'cron', method: 'CRON' }],
  ['@nestjs/schedule.Interval', { protocol: 'cron', method: 'INTERVAL' }],
  ['@nestjs/schedule.Timeout', { protocol: 'cron', method: 'TIMEOUT' }],
  ['@nestjs/bull.Process', { protocol: 'queue', method: 'QUEUE' }],
  ['@nestjs/event-emitter.OnEvent', { protocol: 'queue', method: 'EVENT' }],
]);

const PROCESSORS = new Set(['@nestjs/bull.Processor', '@nestjs/bullmq.Processor']);

/** What enters a NestJS application by other ways than HTTP: messages, sockets, timers, queues, events. */
export const nestEntries: Extractor = {
  name: 'nestjs-entries',
  packages: [
    '@nestjs/microservices',
    '@nestjs/websockets',
    '@nestjs/schedule',
    '@nestjs/bull',
    '@nestjs/bullmq',
    '@nestjs/event-emitter',
    '@nestjs/cqrs',
  ],
  extract: (code, found) => {
    for (const module of code.modules) {
      for (const sketch of code.indexOf(module)?.sketch.classes ?? []) {
        if (!sketch.members.some(({ decorators, name }) => decorators !== undefined || name === 'process'))
          continue;
        addClass(code, found, {
          module,
          sketch,
          decorators: decoratorCalls(code, module, sketch.decorators),
        });
      }
    }
  },
};

function addClass(code: Code, found: Found, owner: DecoratedClass): void {
  const processor = owner.decorators.find(({ origin }) => PROCESSORS.has(origin));
  const queue = processor && nameOf(code, processor.module, processor.args[0]);
  for (const { member, module, decorators } of decoratedMembers(code, owner)) {
    for (const decorator of decorators) {
      const rule = RULES.get(decorator.origin);
      if (!rule) continue;
      const path = pathOf(rule, queue, patternOf(code, decorator));
      add(found, owner, { ...rule, path, name: member.name, line: member.line, module, id: member.function });
    }
  }
  if (processor?.origin === '@nestjs/bullmq.Processor') addWorker(found, owner, queue ?? DYNAMIC);
}

/** A job of a queue is named after both. */
function pathOf({ method }: Rule, queue: string | undefined, own: string | undefined): string {
  const parts = method === 'QUEUE' ? [queue, own] : [own];
  return parts.filter((part) => part !== undefined).join('/') || DYNAMIC;
}

function addWorker(found: Found, owner: DecoratedClass, path: string): void {
  const process = owner.sketch.members.find(({ name }) => name === 'process');
  if (!process) return;
  const { line, function: id } = process;
  add(found, owner, {
    protocol: 'queue',
    method: 'QUEUE',
    path,
    name: 'process',
    line,
    module: owner.module,
    id,
  });
}

interface Entry extends Rule {
  readonly path: string;
  readonly name: string;
  readonly line: number;
  readonly module: string;
  readonly id: number | undefined;
}

function add(
  found: Found,
  { module, sketch }: DecoratedClass,
  { protocol, method, path, name, line, module: at, id }: Entry,
): void {
  found.endpoints.push({
    protocol,
    method,
    path,
    module,
    line: at === module ? line : sketch.line,
    handler: `${sketch.name}.${name}`,
    certainty: path.includes(DYNAMIC) ? 0.4 : 1,
    source: 'nestjs',
    entry: entryAt(at, id),
  });
}

/** A pattern, a name, a schedule; of `@GrpcMethod('Service', 'Method')` both. */
function patternOf(code: Code, { module, args }: DecoratorCall): string | undefined {
  const names = args.slice(0, 2).flatMap((term) => nameOf(code, module, term) ?? []);
  return names.length === 0 ? undefined : names.join('/');
}

function nameOf(code: Code, module: string, term: Term | undefined): string | undefined {
  if (term === undefined) return undefined;
  const [value] = code.evaluate(module, term);
  if (value?.kind === 'object') {
    const parts = value.term.entries.flatMap(([key, inner]) =>
      typeof inner === 'string' ? [`${key}:${inner}`] : [],
    );
    return parts.length === 0 ? undefined : parts.join(',');
  }
  const schedule = value && /CronExpression\.(\w+)$/u.exec(originOf(value) ?? '')?.[1];
  return schedule ?? code.fold(module, term)[0]?.text;
}
