import { setFlagsFromString } from 'node:v8';

/**
 * Runs work while the engine inlines little. Reading thousands of files takes a few seconds, of which the optimising
 * compiler takes half (with a parser of 900 hot functions inlined into each other, in each thread); what it makes then
 * hardly runs any faster. Code that is compiled before and after is as ever.
 */
export async function withLittleInlining<Result>(work: () => Promise<Result>): Promise<Result> {
  setFlagsFromString(`${FLAG}=100`);
  try {
    return await work();
  } finally {
    setFlagsFromString(`${FLAG}=${DEFAULT}`);
  }
}

/** Bytes of bytecode that may be inlined into one function. */
const FLAG = '--max-inlined-bytecode-size-cumulative';
const DEFAULT = 920;
