import { CommanderError } from 'commander';
import type { Diagnostic } from './envelope.ts';
import { printable } from './printable.ts';

/** 2: the input is at fault. 3: we are. 130: interrupted, as shells report SIGINT. */
export type FailureCode = 0 | 2 | 3 | 130;

export interface Failure {
  readonly exitCode: FailureCode;
  readonly diagnostic: Diagnostic;
  /** Present for our own bugs. */
  readonly stack?: string;
}

/** Sorts whatever was thrown into usage, input, interruption or our bug. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) return usageFailure(error);
  if (isExpected(error)) {
    const exitCode = error.code === 'INTERRUPTED' ? 130 : 2;
    return {
      exitCode,
      diagnostic: { severity: 'error', code: error.code, message: error.message, hint: error.hint },
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    exitCode: 3,
    diagnostic: {
      severity: 'error',
      code: 'BUG',
      message: `banyan failed: ${message}`,
      hint: 'This is a bug in banyan. Please report it with the command you ran and the lines below.',
    },
    ...(stack === undefined ? {} : { stack }),
  };
}

/** People's form of a failure: what, then what to do. */
export function renderFailure({ diagnostic, stack }: Failure): string {
  const [first = '', ...more] = linesOf(diagnostic).map((line) => printable(line));
  const lines = [`error ${diagnostic.code}: ${first}`, ...more.map((line) => `  ${line}`)];
  if (diagnostic.hint) lines.push(`  hint: ${printable(diagnostic.hint)}`);
  if (stack) lines.push(...stack.split('\n').map((line) => printable(line)));
  return `${lines.join('\n')}\n`;
}

/** Faults that are a line each; elsewhere a line break can only come from a name, and is shown as one. */
const LISTS = new Set(['PLAN_INVALID', 'CONFIG_INVALID', 'BASELINE_GROWTH']);

function linesOf({ code, message }: Failure['diagnostic']): string[] {
  return LISTS.has(code) ? message.split('\n') : [message];
}

function usageFailure(error: CommanderError): Failure {
  if (error.exitCode === 0) {
    return { exitCode: 0, diagnostic: { severity: 'info', code: 'HELP', message: '' } };
  }
  return {
    exitCode: 2,
    diagnostic: {
      severity: 'error',
      code: 'USAGE',
      message: error.message.replace(/^error: /u, '').replace('\n', ' '),
      hint: 'Run "banyan --help", or "banyan <command> --help", to see what it takes.',
    },
  };
}

/** The errors of the parts carry a code and a hint. They are told by shape, so that no part is loaded to ask. */
function isExpected(error: unknown): error is Error & { code: string; hint: string } {
  return (
    error instanceof Error &&
    typeof Reflect.get(error, 'code') === 'string' &&
    typeof Reflect.get(error, 'hint') === 'string'
  );
}
