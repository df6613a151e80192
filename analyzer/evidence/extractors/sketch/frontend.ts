import { ts } from 'ts-morph';

const FRONTEND =
  /^(?:@angular\/(?!ssr)|@ngrx\/|@ngneat\/|@ngx-|ngx-|vue$|vue-router$|svelte$|react-dom|react-native|react-router|react-i18next|@ionic\/|@nebular\/|@testing-library\/|@storybook\/|antd|@ant-design\/|@mui\/|@chakra-ui\/|@formily\/(?:react|antd)|@tanstack\/react-|@emotion\/|styled-components)/u;
const MARKUP = /\.[jt]sx$/u;
const REACT = /^(?:react|preact)(?:$|\/)/u;

/** Pages in a browser call endpoints and offer none; what they are made of would fill half of all sketches. */
export function isFrontend({ statements, fileName }: ts.SourceFile): boolean {
  const hasMarkup = MARKUP.test(fileName);
  return statements.some((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return false;
    if (statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return false;
    const { text } = statement.moduleSpecifier;
    return FRONTEND.test(text) || (hasMarkup && REACT.test(text));
  });
}
