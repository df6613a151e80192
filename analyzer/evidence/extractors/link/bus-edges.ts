import type { FunctionPlace } from '../extractor.ts';
import type { ClassSketch } from '../sketch/sketch.ts';
import type { Code } from './code.ts';
import { decoratorCalls } from './decorators.ts';
import { originOf } from './value.ts';

/** A call that a bus carries: who sends, and which handler runs. */
export interface BusEdge {
  readonly from: FunctionPlace;
  readonly to: FunctionPlace;
}

const HANDLER = /^@nestjs\/cqrs\.(?:Command|Query|Events)Handler$/u;
const BUS =
  /^@nestjs\/cqrs\.(?:CommandBus|QueryBus|EventBus|EventPublisher)\(\)\.(?:execute|publish|publishAll)$/u;

/** NestJS CQRS: `commandBus.execute(new CreateOrder(…))` runs what is decorated with `@CommandHandler(CreateOrder)`. */
export function busEdges(code: Code): BusEdge[] {
  const calls = code.callsFrom('@nestjs/cqrs').filter(({ callee }) => BUS.test(originOf(callee) ?? ''));
  if (calls.length === 0) return [];
  const handlers = handlersByMessage(code);
  return calls.flatMap(({ module, in: id, args, loop }) =>
    args
      .slice(0, 1)
      .flatMap((term) => code.evaluate(module, term, loop))
      .flatMap((value) =>
        value.kind === 'instance' ? (handlers.get(`${value.module}#${value.id}`) ?? []) : [],
      )
      .map((to) => ({ from: { module, id }, to })),
  );
}

/** Message class as `module#id` → its handlers' methods. */
function handlersByMessage(code: Code): Map<string, FunctionPlace[]> {
  const found = new Map<string, FunctionPlace[]>();
  for (const module of code.modules) {
    for (const sketch of code.indexOf(module)?.sketch.classes ?? []) {
      const id = sketch.members.find(({ name }) => name === 'execute' || name === 'handle')?.function;
      if (id === undefined) continue;
      for (const key of messagesOf(code, module, sketch)) {
        found.set(key, [...(found.get(key) ?? []), { module, id }]);
      }
    }
  }
  return found;
}

function messagesOf(code: Code, module: string, { decorators }: ClassSketch): string[] {
  return decoratorCalls(code, module, decorators)
    .filter(({ origin }) => HANDLER.test(origin))
    .flatMap(({ args, module: at }) => args.flatMap((term) => code.evaluate(at, term)))
    .flatMap((message) => (message.kind === 'class' ? [`${message.module}#${message.id}`] : []));
}
