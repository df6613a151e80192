import { ts } from 'ts-morph';
import type { ImportFact, ImportKind, ImportedName } from '../facts/file-facts.ts';
import type { NodeReader, Scan } from '../facts/scan.ts';
import { countReferences, type References } from './count-references.ts';
import { namesOfImport, type Binding } from './import-bindings.ts';

/** A fact whose references are still being counted. */
interface OpenImport {
  readonly specifier: string | undefined;
  readonly kind: ImportKind;
  readonly line: number;
  readonly names: readonly Binding[];
}

/** Reads everything that names another module: statements, `import()`, `require()`, `import('x').T`, references. */
export function createImportReader(scan: Scan): { readers: NodeReader[]; facts: () => ImportFact[] } {
  const found: OpenImport[] = [];
  const references = countReferences();
  const add = (
    node: ts.Node,
    kind: ImportKind,
    specifier: ts.Node | undefined,
    names: readonly Binding[],
  ): void => {
    for (const { local } of names) if (local !== undefined) references.watch(local);
    found.push({ specifier: literalText(specifier), kind, line: scan.lineOf(node), names });
  };
  for (const statement of scan.file.statements) readStatement(statement, add);
  for (const { fileName, pos } of scan.file.referencedFiles) {
    const line = ts.getLineAndCharacterOfPosition(scan.file, pos).line + 1;
    found.push({
      specifier: fileName.startsWith('.') ? fileName : `./${fileName}`,
      kind: 'type',
      line,
      names: [],
    });
  }
  const expressions: NodeReader = {
    kinds: [ts.SyntaxKind.CallExpression, ts.SyntaxKind.ImportType, ts.SyntaxKind.VariableDeclaration],
    visit: expressionReader(add),
  };
  return {
    readers: [expressions, ...references.readers],
    facts: () => found.map((fact) => close(fact, references)),
  };
}

type Add = (
  node: ts.Node,
  kind: ImportKind,
  specifier: ts.Node | undefined,
  names: readonly Binding[],
) => void;

function readStatement(statement: ts.Statement, add: Add): void {
  if (ts.isImportDeclaration(statement)) {
    const clause = statement.importClause;
    add(
      statement,
      clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? 'type' : 'value',
      statement.moduleSpecifier,
      namesOfImport(clause),
    );
  } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier) {
    add(statement, 'reexport', statement.moduleSpecifier, namesOfReexport(statement));
  } else if (
    ts.isImportEqualsDeclaration(statement) &&
    ts.isExternalModuleReference(statement.moduleReference)
  ) {
    const kind = statement.isTypeOnly ? 'type' : 'require';
    add(statement, kind, statement.moduleReference.expression, [{ name: '*', local: statement.name.text }]);
  }
}

function namesOfReexport({ exportClause, isTypeOnly }: ts.ExportDeclaration): Binding[] {
  if (!exportClause || ts.isNamespaceExport(exportClause)) return [{ name: '*', ...typeMark(isTypeOnly) }];
  return exportClause.elements.map((element) => ({
    name: (element.propertyName ?? element.name).text,
    ...typeMark(isTypeOnly || element.isTypeOnly),
  }));
}

/** `import()`, `require()` and `import('x').T`; a `const {a} = require('x')` also tells which names it takes. */
function expressionReader(add: Add): (node: ts.Node) => void {
  const declared = new Set<ts.Node>(); // Calls read with their declaration, which the walk meets first.
  return (node) => {
    if (ts.isImportTypeNode(node)) addImportType(node, add);
    else if (ts.isVariableDeclaration(node)) {
      const call = node.initializer && requireCall(node.initializer);
      if (!call) return;
      declared.add(call);
      add(call, 'require', call.arguments[0], namesOfPattern(node.name));
    } else if (ts.isCallExpression(node) && !declared.has(node)) addCall(node, add);
  };
}

function addImportType(node: ts.ImportTypeNode, add: Add): void {
  const specifier = ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  add(node, 'type', specifier, [{ name: node.qualifier ? leftmost(node.qualifier).text : '*', type: true }]);
}

function addCall(node: ts.CallExpression, add: Add): void {
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword)
    add(node, 'dynamic', node.arguments[0], [{ name: '*' }]);
  else if (requireCall(node)) add(node, 'require', node.arguments[0], [{ name: '*' }]);
}

function requireCall(node: ts.Node): ts.CallExpression | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  return node.expression.text === 'require' && node.arguments.length === 1 ? node : undefined;
}

function namesOfPattern(pattern: ts.BindingName): Binding[] {
  if (ts.isIdentifier(pattern)) return [{ name: '*', local: pattern.text }];
  if (!ts.isObjectBindingPattern(pattern)) return [{ name: '*' }];
  return pattern.elements.map(({ name, propertyName }) => {
    const local = ts.isIdentifier(name) ? name.text : undefined;
    const imported = propertyName && ts.isIdentifier(propertyName) ? propertyName.text : local;
    return { name: imported ?? '*', ...(local === undefined ? {} : { local }) };
  });
}

function leftmost(name: ts.EntityName): ts.Identifier {
  let at = name;
  while (ts.isQualifiedName(at)) at = at.left;
  return at;
}

function literalText(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function typeMark(isType: boolean): { type?: true } {
  return isType ? { type: true } : {};
}

/** Runs for every name that is imported, so it builds its objects key by key. */
function close({ specifier, kind, line, names }: OpenImport, references: References): ImportFact {
  const closed: ImportedName[] = [];
  for (const { name, local, type } of names) {
    const uses = local === undefined ? 1 : references.of(local);
    const members = name === '*' && local !== undefined ? references.membersOf(local) : undefined;
    const one: Writable<ImportedName> = local === undefined ? { name, uses } : { name, local, uses };
    if (members) one.members = members;
    if (type) one.type = type;
    closed.push(one);
  }
  return specifier === undefined ? { kind, line, names: closed } : { specifier, kind, line, names: closed };
}

type Writable<Fact> = { -readonly [Key in keyof Fact]: Fact[Key] };
