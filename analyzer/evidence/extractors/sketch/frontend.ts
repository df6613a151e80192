import { ts } from 'ts-morph';

const FRONTEND =
  /^(?:@angular\/(?!ssr)|vue$|svelte$|react-dom$|react-native$|@ionic\/|@nebular\/|@testing-library\/)/u;

/** Pages in a browser call endpoints and offer none; what they are made of would fill half of all sketches. */
export function isFrontend({ statements }: ts.SourceFile): boolean {
  return statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) &&
      statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword &&
      ts.isStringLiteral(statement.moduleSpecifier) &&
      FRONTEND.test(statement.moduleSpecifier.text),
  );
}
