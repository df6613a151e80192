import { appendFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { toolVersion } from '../../disk/tool-version.ts';
import {
  type BaselineEntry,
  cruiserRules,
  isPassed,
  judge,
  type JudgedBreach,
  type Judgement,
  KINDS,
  policiesOf,
  renderCodeClimate,
  renderGithub,
  renderJunit,
  renderMarkdown,
  renderSarif,
  renderText,
  type ReportInput,
} from '../../plan/index.ts';
import { CliError } from '../cli-error.ts';
import type { CheckFlags } from './check-flags.ts';
import { type CommandResult, renderEnvelope } from '../envelope.ts';
import type { Io } from '../io.ts';
import { printable } from '../printable.ts';
import { wrap } from '../text/layout.ts';
import { findInCode, loadBaseline, placesOf, readPlanAt } from './find-in-code.ts';
import { pointAtNames } from './point-at-names.ts';
import { changedSince, prefixInRepository } from './git-paths.ts';

/** Sets the code against the plan and what is accepted. Exit 1 where something fails. */
export async function runCheck(root: string, flags: CheckFlags, io: Io): Promise<CommandResult> {
  const places = placesOf(root, flags, io);
  const plan = await readPlanAt(places.planFile, io);
  if (flags.printRules === true) return printedRules(cruiserRules(plan));
  const affected = flags.affected === undefined ? undefined : await changedSince(places.root, flags.affected);
  const { breaches, unmatched } = await findInCode(places, plan, flags, io);
  const baseline = (await loadBaseline(places.baselineFile))?.entries ?? [];
  const judgement = judge(breaches, baseline, {
    policies: policiesOf(plan),
    today: new Date().toISOString().slice(0, 10),
    ...(affected === undefined ? {} : { affected }),
  });
  const pointed = { ...judgement, failures: await pointAtNames(places.root, judgement.failures) };
  if (flags.explain !== undefined) return explained(flags.explain, pointed);
  const format = flags.format ?? (io.env['GITHUB_ACTIONS'] === 'true' ? 'github' : 'text');
  const prefix = await prefixFor(format, places.root, io);
  const input = { judgement: withPrefix(pointed, prefix), version: toolVersion(), unmatched };
  if (format === 'github') await summarise(input, io);
  return resultOf(input, format);
}

function resultOf(input: ReportInput, format: NonNullable<CheckFlags['format']>): CommandResult {
  const { judgement, unmatched } = input;
  const { failures, stale, accepted, baselineSize, full } = judgement;
  const ok = isPassed(judgement);
  const data = {
    passed: ok,
    full,
    baseline: baselineSize,
    accepted: accepted.length,
    failures,
    stale,
    unmatched,
  };
  const diagnostics = unmatched.map((pattern) => ({
    severity: 'warning' as const,
    code: 'PLAN_UNMATCHED',
    message: `${pattern} matches no module`,
    hint: 'Correct the pattern in the plan, or remove it.',
  }));
  const texts = {
    text: () => renderText(input, printable),
    json: () => renderEnvelope('check', ok, data, diagnostics),
    sarif: () => renderSarif(input),
    junit: () => renderJunit(input),
    markdown: () => renderMarkdown(input),
    codeclimate: () => renderCodeClimate(input),
    github: () => renderGithub(input),
  };
  return { data, text: texts[format], exitCode: ok ? 0 : 1, diagnostics };
}

function printedRules(forbidden: ReturnType<typeof cruiserRules>): CommandResult {
  return { data: { forbidden }, text: () => `${JSON.stringify({ forbidden }, undefined, 2)}\n` };
}

/** People click paths from where they are; services read them from the top of the repository. */
async function prefixFor(format: string, root: string, { cwd }: Io): Promise<string> {
  if (format !== 'text') return prefixInRepository(root);
  const way = relative(cwd, root).replaceAll('\\', '/');
  return way === '' ? '' : `${way}/`;
}

function withPrefix(judgement: Judgement, prefix: string): Judgement {
  if (prefix === '') return judgement;
  const placed = (breach: JudgedBreach): JudgedBreach => ({ ...breach, file: prefix + breach.file });
  return { ...judgement, failures: judgement.failures.map(placed), accepted: judgement.accepted.map(placed) };
}

/** The whole table goes where GitHub shows it below the job. */
async function summarise(input: ReportInput, { env, stderr }: Io): Promise<void> {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    await appendFile(file, renderMarkdown(input));
  } catch (error) {
    stderr.write(`warning SUMMARY: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

function explained(id: string, { failures, accepted, stale }: Judgement): CommandResult {
  const found = [...failures, ...accepted].find((breach) => breach.id === id);
  if (!found) {
    throw new CliError(
      'USAGE',
      `No breach has the id ${JSON.stringify(id)}.`,
      stale.length > 0
        ? 'It may be one that is fixed. Run "banyan check" for the ids.'
        : 'Run "banyan check" for the ids.',
    );
  }
  return { data: found, text: () => renderBreach(found) };
}

function renderBreach(breach: JudgedBreach): string {
  const { kind, from, to, module, symbol, status, target, expires } = breach;
  const identity: BaselineEntry = { kind, from, to, module, symbol };
  const lines = [
    `${breach.file}:${breach.line}:1`,
    `  ${breach.message}`,
    '',
    `  Kind     ${KINDS[kind].title} (${kind})`,
    `  Status   ${status}${expires === undefined ? '' : `, accepted until ${expires}`}`,
    ...(target === undefined ? [] : [`  Target   ${target}`]),
    `  Known by ${JSON.stringify(identity)}`,
    ...wrap(KINDS[kind].help, 69).map((line, index) => `  ${(index === 0 ? 'Do' : '').padEnd(9)}${line}`),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}
