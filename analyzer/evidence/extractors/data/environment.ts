import type { Extractor, Found } from '../extractor.ts';
import type { Call } from '../link/calls.ts';
import type { Code } from '../link/code.ts';
import { originOf } from '../link/value.ts';

/** Environment variables: `process.env.X`, and what is asked of `@nestjs/config`. */
export const environment: Extractor = {
  name: 'environment',
  packages: ['@nestjs/config'],
  methods: ['get', 'getOrThrow'],
  extract: (code, found) => {
    for (const module of code.modules) {
      for (const { name, line } of code.indexOf(module)?.sketch.env ?? []) {
        found.externals.push({ module, kind: 'env', name, line });
      }
    }
    for (const call of code.callsFrom('@nestjs/config')) readConfig(code, found, call);
  },
};

const ASKS = /^@nestjs\/config\.ConfigService\(\)\.get(?:OrThrow)?$/u;
/** `database.host` names a part of a configuration object, not a variable. */
const VARIABLE = /^[A-Z_][A-Z\d_]*$/u;

function readConfig(code: Code, found: Found, { callee, module, line, args, loop }: Call): void {
  const [first] = args;
  if (first === undefined || !ASKS.test(originOf(callee) ?? '')) return;
  for (const { text } of code.fold(module, first, loop)) {
    if (VARIABLE.test(text)) found.externals.push({ module, kind: 'env', name: text, line });
  }
}
