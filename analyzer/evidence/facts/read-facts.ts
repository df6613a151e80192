import { ts } from 'ts-morph';
import { extractors, signalsOf } from '../extractors/registry.ts';
import type { Kept, Signals } from '../extractors/sketch/signals.ts';
import { createSketchReader } from '../extractors/sketch/sketch-reader.ts';
import { createClassReader } from '../readers/class-reader.ts';
import { readExports } from '../readers/read-exports.ts';
import { createImportReader } from '../readers/import-reader.ts';
import type { FileFacts } from './file-facts.ts';
import { createScan } from './scan.ts';
import { walk } from './walk.ts';

/**
 * Parses one file once and collects every fact from it. No program, no type checker.
 *
 * @param path used for its extension only
 * @param kept calls that declared extractors ask for
 * @param isSketched false leaves out what extractors read, to measure what it costs
 * @throws RangeError where the code nests deeper than the parser's stack
 */
export function readFacts(path: string, text: string, kept?: Kept, isSketched = true): FileFacts {
  const file = ts.createSourceFile(path, text, {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  const scan = createScan(file);
  const imports = createImportReader(scan);
  const classes = createClassReader(scan);
  const sketches = isSketched ? createSketchReader(scan, kept ? signalsWith(kept) : SIGNALS) : undefined;
  walk(file, [...imports.readers, ...classes.readers, ...(sketches?.readers ?? [])]);
  const imported = imports.facts();
  const sketch = sketches?.sketch(imported);
  return {
    lines: lineCount(text),
    imports: imported,
    exports: readExports(scan),
    classes: classes.facts(),
    ...(sketch ? { sketch } : {}),
    ...syntaxErrorsOf(file),
  };
}

const SIGNALS = signalsOf(extractors);

function signalsWith(kept: Kept): Signals {
  let signals = declared.get(kept);
  if (!signals) declared.set(kept, (signals = signalsOf(extractors, kept)));
  return signals;
}

/** Every file asks with the same declarations. */
const declared = new WeakMap<Kept, Signals>();

function lineCount(text: string): number {
  let lines = text.length > 0 && !text.endsWith('\n') ? 1 : 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** `parseDiagnostics` is on every source file but not in its public type. */
function syntaxErrorsOf(file: ts.SourceFile): Pick<FileFacts, 'syntaxErrors' | 'syntaxErrorLine'> {
  const found = (file as unknown as { parseDiagnostics?: readonly ts.Diagnostic[] }).parseDiagnostics ?? [];
  const first = found[0]?.start;
  if (first === undefined) return { syntaxErrors: found.length };
  return {
    syntaxErrors: found.length,
    syntaxErrorLine: ts.getLineAndCharacterOfPosition(file, first).line + 1,
  };
}
