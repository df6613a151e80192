import type { JudgedBreach } from '../judge.ts';
import { KIND_ORDER, KINDS, labelOf, type ReportInput } from './report-input.ts';
import { count as counted } from '../../../words/count.ts';

/** JUnit XML: a suite for each kind, a failed case for each breach, and one case that passes where there is none. */
export function renderJunit({ judgement }: ReportInput): string {
  const { failures, stale } = judgement;
  const suites = KIND_ORDER.map((kind) =>
    suite(
      kind,
      failures.filter((breach) => breach.kind === kind),
    ),
  );
  const smaller = stale.length === 0 ? [] : [staleSuite(stale.length)];
  const failed = failures.length + smaller.length;
  const tests = failed + KIND_ORDER.filter((kind) => !failures.some((breach) => breach.kind === kind)).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="banyan check" tests="${tests}" failures="${failed}">`,
    ...suites,
    ...smaller,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(kind: keyof typeof KINDS, breaches: readonly JudgedBreach[]): string {
  const { title } = KINDS[kind];
  const cases = breaches.map(
    (breach) =>
      `    <testcase classname="${attribute(breach.file)}" name="${attribute(`${breach.message} [${breach.id}]`)}">\n` +
      `      <failure message="${attribute(labelOf(breach))}" type="${kind}">${escaped(`${breach.file}:${breach.line}:1 ${breach.message}`)}</failure>\n` +
      '    </testcase>',
  );
  const passed = [`    <testcase classname="banyan" name="${attribute(title)}: none new"/>`];
  const body = cases.length === 0 ? passed : cases;
  return [
    `  <testsuite name="${attribute(title)}" tests="${body.length}" failures="${cases.length}">`,
    ...body,
    '  </testsuite>',
  ].join('\n');
}

function staleSuite(count: number): string {
  const message = `${counted(count)} baseline entries are fixed: commit the smaller baseline (banyan baseline)`;
  return [
    '  <testsuite name="Baseline" tests="1" failures="1">',
    '    <testcase classname="banyan" name="The baseline holds only what is found">',
    `      <failure message="${attribute(message)}" type="stale"/>`,
    '    </testcase>',
    '  </testsuite>',
  ].join('\n');
}

/** XML 1.0 §2.2 has no place for most controls, not even escaped. */
function escaped(text: string): string {
  const allowed = Array.from(text.replace(/\p{Cs}/gu, '\uFFFD'), (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isText =
      code >= 0x20 ? code !== 0xfffe && code !== 0xffff : code === 9 || code === 10 || code === 13;
    return isText ? character : '\uFFFD';
  });
  return allowed.join('').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return escaped(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');
}
