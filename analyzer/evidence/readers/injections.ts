import { ts } from 'ts-morph';
import type { Injection } from '../../model/module.ts';

/**
 * Constructor parameters with a class type, and fields that a container fills: `@Inject() x: T`, `x = inject(T)`.
 * The calls are counted later.
 */
export function injectionsOf(node: ts.ClassLikeDeclaration): Injection[] {
  const found: Injection[] = [];
  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member)) found.push(...member.parameters.flatMap(ofParameter));
    else if (ts.isPropertyDeclaration(member)) found.push(...ofProperty(member));
  }
  return found;
}

function ofParameter(parameter: ts.ParameterDeclaration): Injection[] {
  const type = tokenOf(parameter) ?? typeName(parameter.type);
  if (type === undefined || !ts.isIdentifier(parameter.name)) return [];
  return [{ type, field: parameter.name.text, calls: 0 }];
}

function ofProperty(property: ts.PropertyDeclaration): Injection[] {
  if (!ts.isIdentifier(property.name)) return [];
  const type = injectCall(property.initializer) ?? tokenOf(property) ?? decoratedType(property);
  return type === undefined ? [] : [{ type, field: property.name.text, calls: 0 }];
}

/** `@Inject(Token)`, `@InjectRepository(Entity)` and their like name what they inject, where it is an identifier. */
function tokenOf(node: ts.ParameterDeclaration | ts.PropertyDeclaration): string | undefined {
  for (const modifier of node.modifiers ?? []) {
    if (!ts.isDecorator(modifier) || !ts.isCallExpression(modifier.expression)) continue;
    const { expression, arguments: given } = modifier.expression;
    if (!ts.isIdentifier(expression) || !/^inject/iu.test(expression.text)) continue;
    const token = given[0];
    if (token && ts.isIdentifier(token)) return token.text;
  }
  return undefined;
}

function decoratedType(property: ts.PropertyDeclaration): string | undefined {
  const injected = property.modifiers?.some(
    (modifier) => ts.isDecorator(modifier) && /^(inject|autowired)/iu.test(decoratorName(modifier)),
  );
  return injected ? typeName(property.type) : undefined;
}

function decoratorName({ expression }: ts.Decorator): string {
  const callee = ts.isCallExpression(expression) ? expression.expression : expression;
  return ts.isIdentifier(callee) ? callee.text : '';
}

function injectCall(initializer: ts.Expression | undefined): string | undefined {
  if (!initializer || !ts.isCallExpression(initializer) || !ts.isIdentifier(initializer.expression))
    return undefined;
  const token = initializer.arguments[0];
  return initializer.expression.text === 'inject' && token && ts.isIdentifier(token) ? token.text : undefined;
}

/** `Orders`, `domain.Orders` (its first part is what was imported), `Repository<Order>` (the repository). */
function typeName(type: ts.TypeNode | undefined): string | undefined {
  if (!type || !ts.isTypeReferenceNode(type)) return undefined;
  let name = type.typeName;
  while (ts.isQualifiedName(name)) name = name.left;
  return name.text;
}
