import type { Declaration } from './declaration.ts';
import type { Extractor, Found } from './extractor.ts';
import { handlerOf } from './http/handler.ts';
import { pathTemplate } from './http/paths.ts';
import type { Call } from './link/calls.ts';
import type { Code } from './link/code.ts';
import { entryOf, optionsOf } from './link/entries.ts';
import type { Folded } from './link/fold-text.ts';
import { packageOf } from './link/value.ts';
import { extractors } from './registry.ts';
import type { Term } from './sketch/term.ts';

/** Banyan's extractors, and those of the team. */
export function withDeclared(declarations: readonly Declaration[]): readonly Extractor[] {
  return [...extractors, ...declarations.map(declaredExtractor)];
}

type Rule = Declaration['endpoints'][number];

/** An extractor made of a team's own words about its framework. */
function declaredExtractor({ name, from, endpoints }: Declaration): Extractor {
  return {
    name,
    packages: [from],
    methods: endpoints.map(({ call }) => call),
    extract: (code, found) => {
      for (const rule of endpoints) {
        for (const call of callsOf(code, from, rule)) addEndpoints(code, found, { name, rule, call });
      }
    },
  };
}

/** Calls of a method of what a package gives, or of a function that a file of the repository exports. */
function callsOf(code: Code, from: string, { call: name }: Rule): readonly Call[] {
  if (code.indexOf(from)) {
    return code
      .follow({ kind: 'namespace', module: from }, { get: name }, from)
      .flatMap((value) => code.callsTo(value));
  }
  return code
    .callsFrom(from)
    .filter(({ callee }) =>
      callee.kind === 'member' ? callee.name === name : callee.kind === 'package' && callee.path === name,
    )
    .filter(({ callee }) => packageOf(callee) === from);
}

interface Declared {
  readonly name: string;
  readonly rule: Rule;
  readonly call: Call;
}

function addEndpoints(code: Code, found: Found, { name, rule, call }: Declared): void {
  const methods = isVerb(rule.method)
    ? [{ text: rule.method, certainty: 1 }]
    : textsAt(code, call, rule.method);
  const handler = handlerOf(code, call, handlerTerms(code, call, rule));
  for (const path of textsAt(code, call, rule.path)) {
    for (const method of methods) {
      found.endpoints.push({
        protocol: 'http',
        method: method.text.toUpperCase(),
        path: pathTemplate(path.text),
        certainty: Math.min(path.certainty, method.certainty),
        source: name,
        ...handler,
      });
    }
  }
}

function handlerTerms(code: Code, { module, args }: Call, { handler }: Rule): readonly Term[] {
  if (handler === undefined) return args;
  if (typeof handler === 'string') return optionsOf(code, module, args, handler).map(({ term }) => term);
  return args.slice(handler, handler + 1);
}

function isVerb(method: Rule['method']): method is string & Rule['method'] {
  return typeof method === 'string' && /^[A-Z]+$/u.test(method);
}

function textsAt(code: Code, call: Call, place: Rule['path']): Folded[] {
  if (typeof place === 'string') return entryOf(code, call, place);
  const term = call.args[place];
  return term === undefined ? [] : code.fold(call.module, term, call.loop);
}
