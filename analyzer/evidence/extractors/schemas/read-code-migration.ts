import { ts } from 'ts-morph';
import { looksLikeSql } from '../sketch/looks-like-sql.ts';
import { MIGRATION_CALLS, type TextOf } from './migration-calls.ts';
import type { ReadChanges } from './read-changes.ts';
import type { LocalChange, SchemaChange } from './schema-change.ts';
import { shortenMigration } from './shorten-migration.ts';
import { splitStatements } from './split-statements.ts';

/** Methods that are given SQL: of TypeORM, db-migrate, MikroORM, Knex, node-pg-migrate and of drivers. */
const RUNS_SQL = new Set(['query', 'runSql', 'addSql', 'raw', 'execute', 'sql', 'rawQuery', 'unsafe']);

/** What a migration in TypeScript or JavaScript does on the way up. Pure; what it cannot read is left out. */
export function readCodeMigration(readChanges: ReadChanges, path: string, text: string): LocalChange[] {
  const short = shortenMigration(text, leadsDown, (sql) => !looksLikeDdl(sql) || !touchesTables(sql));
  const file = ts.createSourceFile(path, short, PARSING, false, kindOf(path));
  const textOf = createTextOf(file);
  const found: LocalChange[] = [];
  const open: ts.Node[] = [file];
  for (let node = open.pop(); node; node = open.pop()) {
    if (isWayDown(node)) continue;
    if (ts.isCallExpression(node)) found.push(...changesOf(node, { file, readChanges, textOf }));
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    open.push(...children.reverse());
  }
  return found;
}

/** Comments are not read: there are many migrations, and nothing stands in their comments. */
const PARSING = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

interface Migration {
  readonly file: ts.SourceFile;
  readonly readChanges: ReadChanges;
  readonly textOf: TextOf;
}

function changesOf(call: ts.CallExpression, { file, readChanges, textOf }: Migration): LocalChange[] {
  const method = methodOf(call) ?? '';
  const rule = MIGRATION_CALLS.get(method);
  if (!rule && !RUNS_SQL.has(method)) return [];
  const line = file.getLineAndCharacterOfPosition(call.getStart(file)).line + 1;
  return [
    ...(RUNS_SQL.has(method) ? ofSql(call, line, { readChanges, textOf }) : []),
    ...(rule?.(call.arguments, textOf) ?? []).map((change) => ({ line, change, source: 'migration' })),
  ];
}

function kindOf(path: string): ts.ScriptKind {
  return path.endsWith('ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
}

/** `down`, `postgresDownQueryRunner`, `exports.down = …`: the way back. */
function isWayDown(node: ts.Node): boolean {
  const name = nameOf(node);
  return name !== undefined && leadsDown(name);
}

function leadsDown(name: string): boolean {
  return /^down|Down(?:[A-Z]|$)/u.test(name);
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isBinaryExpression(node)) {
    const { left } = node;
    return ts.isPropertyAccessExpression(left) ? left.name.text : undefined;
  }
  const named =
    ts.isMethodDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isPropertyDeclaration(node);
  return named && node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

function methodOf({ expression }: ts.CallExpression): string | undefined {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : undefined;
}

function ofSql(
  call: ts.CallExpression,
  line: number,
  { readChanges, textOf }: { readonly readChanges: ReadChanges; readonly textOf: TextOf },
): LocalChange[] {
  const sql = call.arguments
    .slice(0, 2)
    .map(textOf)
    .find((text) => text !== undefined && looksLikeDdl(text));
  if (sql === undefined || !touchesTables(sql)) return [];
  const statements = splitStatements(sql).filter((statement) => touchesTables(statement.sql));
  const isAllWhole = !/[${]/u.test(sql);
  return statements.flatMap((statement) =>
    (readChanges(statement.sql) ?? [])
      .filter((change) => isAllWhole || isWhole(change))
      .map((change) => ({
        line: line + statement.line - 1,
        change,
        source: 'migration',
      })),
  );
}

/** New columns, types and indexes change neither tables nor keys, and most statements are of that kind. */
function touchesTables(sql: string): boolean {
  return /\btable\b/iu.test(sql) && /\b(?:create|drop|rename|references)\b/iu.test(sql);
}

/** A name that the migration makes up as it runs is no name. */
function isWhole(change: SchemaChange): boolean {
  return !/\$\d|\{dynamic\}/u.test(JSON.stringify(change));
}

/** Only statements that change tables matter here, and these are quickly told. */
function looksLikeDdl(text: string): boolean {
  return (
    /\b(?:create|alter|drop|rename)\b/iu.test(text) && (looksLikeSql(text) || /^\s*(?:--|\/\*)/u.test(text))
  );
}

/** Literals, templates with `{dynamic}` for their holes, sums, and constants of the file. */
function createTextOf(file: ts.SourceFile): TextOf {
  const constants = new Map<string, ts.Expression>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) constants.set(name.text, initializer);
    }
  }
  const textOf = (node: ts.Node | undefined, depth: number): string | undefined => {
    if (!node || depth > DEEPEST) return undefined;
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isIdentifier(node)) return textOf(constants.get(node.text), depth + 1);
    return composedText(node, (one) => textOf(one, depth + 1));
  };
  return (node) => textOf(node, 0);
}

const DEEPEST = 20;
const HOLE = '{dynamic}';

function composedText(node: ts.Node, textOf: TextOf): string | undefined {
  if (ts.isTemplateExpression(node)) return templateText(node, textOf);
  if (ts.isTaggedTemplateExpression(node)) return textOf(node.template);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return `${textOf(node.left) ?? HOLE}${textOf(node.right) ?? HOLE}`;
  }
  return undefined;
}

function templateText({ head, templateSpans }: ts.TemplateExpression, textOf: TextOf): string {
  return (
    head.text +
    templateSpans.map(({ expression, literal }) => (textOf(expression) ?? HOLE) + literal.text).join('')
  );
}
