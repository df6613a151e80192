import { ts } from 'ts-morph';

const FRONTEND =
  /^(?:@angular\/(?!ssr)|@ngrx\/|@ngneat\/|@ngx-|ngx-|vue$|vue-router$|svelte$|react-dom|react-native|react-router|react-i18next|@ionic\/|@nebular\/|@testing-library\/|@storybook\/|antd|@ant-design\/|@mui\/|@chakra-ui\/|@formily\/(?:react|antd)|@tanstack\/react-|@emotion\/|styled-components)/u;
/** The server's half of a page: what these load and write is a server's doing. */
const SERVER = /^(?:@remix-run\/(?:node|server-runtime)|@react-router\/node)$/u;
const MARKUP = /\.[jt]sx$/u;
const REACT = /^(?:react|preact)(?:$|\/)/u;

/** Pages in a browser call endpoints and offer none; what they are made of would fill half of all sketches. */
export function isFrontend({ statements, fileName }: ts.SourceFile): boolean {
  const hasMarkup = MARKUP.test(fileName);
  const specifiers = statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const { text } = statement.moduleSpecifier;
    const isType = statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return isType && !SERVER.test(text) ? [] : [text];
  });
  return (
    specifiers.some((text) => FRONTEND.test(text) || (hasMarkup && REACT.test(text))) &&
    !specifiers.some((text) => SERVER.test(text))
  );
}
