import { ts } from 'ts-morph';
import type { ExportFact } from '../facts/file-facts.ts';
import type { Scan } from '../facts/scan.ts';

/** Every name that the top level of a file exports. `module.exports = …` counts as a default. */
export function readExports({ file, lineOf }: Scan): ExportFact[] {
  const found: ExportFact[] = [];
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) found.push(...ofDeclaration(statement, lineOf(statement)));
    else if (ts.isExportAssignment(statement)) found.push(ofAssignment(statement, lineOf(statement)));
    else if (isExported(statement)) found.push(...ofStatement(statement, lineOf(statement)));
    else if (isCommonJsExport(statement)) {
      found.push(local('default', lineOf(statement)), ...passedOn(statement));
    }
  }
  return found;
}

function ofDeclaration({ exportClause, moduleSpecifier }: ts.ExportDeclaration, line: number): ExportFact[] {
  const specifier =
    moduleSpecifier && ts.isStringLiteralLike(moduleSpecifier) ? moduleSpecifier.text : undefined;
  if (!exportClause) return specifier === undefined ? [] : [{ kind: 'star', specifier }];
  if (ts.isNamespaceExport(exportClause)) {
    return [{ kind: 'reexport', name: exportClause.name.text, imported: '*', specifier: specifier ?? '' }];
  }
  return exportClause.elements.map(({ name, propertyName }) => {
    const source = (propertyName ?? name).text;
    return specifier === undefined
      ? local(name.text, line, source)
      : { kind: 'reexport', name: name.text, imported: source, specifier };
  });
}

function ofAssignment({ expression }: ts.ExportAssignment, line: number): ExportFact {
  return local('default', line, ts.isIdentifier(expression) ? expression.text : undefined);
}

function ofStatement(statement: ts.Statement, line: number): ExportFact[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations
      .flatMap(({ name }) => namesIn(name))
      .map((name) => local(name, line));
  }
  const name = (statement as ts.Statement & { name?: ts.Node }).name;
  const text = name && ts.isIdentifier(name) ? name.text : undefined;
  if (hasModifier(statement, ts.SyntaxKind.DefaultKeyword)) return [local('default', line, text)];
  return text === undefined ? [] : [local(text, line)];
}

/** Iterative, since a binding pattern may nest as deep as an attacker likes. */
function namesIn(pattern: ts.BindingName): string[] {
  const names: string[] = [];
  const open: ts.BindingName[] = [pattern];
  for (let at = open.pop(); at; at = open.pop()) {
    if (ts.isIdentifier(at)) names.push(at.text);
    else for (const element of at.elements) if (ts.isBindingElement(element)) open.push(element.name);
  }
  return names.sort();
}

function isExported(statement: ts.Statement): boolean {
  return hasModifier(statement, ts.SyntaxKind.ExportKeyword);
}

function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some((modifier) => modifier.kind === kind) ?? false);
}

/** `module.exports = require('./dist/x')` passes on every name. */
function passedOn({
  expression,
}: ts.ExpressionStatement & { expression: ts.BinaryExpression }): ExportFact[] {
  const { left, right } = expression;
  if (!ts.isPropertyAccessExpression(left) || left.name.text !== 'exports' || !ts.isCallExpression(right))
    return [];
  const [specifier] = right.arguments;
  const isRequire = ts.isIdentifier(right.expression) && right.expression.text === 'require';
  return isRequire && specifier && ts.isStringLiteralLike(specifier)
    ? [{ kind: 'star', specifier: specifier.text }]
    : [];
}

/** `module.exports = …` or `exports.name = …`. */
function isCommonJsExport(
  statement: ts.Statement,
): statement is ts.ExpressionStatement & { expression: ts.BinaryExpression } {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return false;
  const target = statement.expression.left;
  if (!ts.isPropertyAccessExpression(target) || !ts.isIdentifier(target.expression)) return false;
  return (
    target.expression.text === 'exports' ||
    (target.expression.text === 'module' && target.name.text === 'exports')
  );
}

function local(name: string, line: number, source?: string): ExportFact {
  return { kind: 'local', name, line, ...(source === undefined || source === name ? {} : { local: source }) };
}
