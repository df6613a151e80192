import { ts } from 'ts-morph';
import type { Builder } from './builder.ts';
import type { Frame } from './frames.ts';
import type { ClassSketch, DecoratorSketch, MemberSketch } from './sketch.ts';
import { termOf, type TermContext } from './term-of.ts';
import type { Term } from './term.ts';
import { typed, typeTermOf } from './type-term.ts';

/** Every class of the file. Members of no use to any reader (plain typed columns of a DTO, say) are small. */
export function classSketches(builder: Builder): ClassSketch[] {
  return builder.gathered.frames.classes.map((frame) => classSketch(frame, builder));
}

function classSketch(frame: Frame, builder: Builder): ClassSketch {
  const node = frame.node as ts.ClassLikeDeclaration;
  const context = builder.contextOf(frame.parent, frame.id);
  const typeParams = node.typeParameters?.map(({ name }) => name.text) ?? [];
  return {
    id: frame.id,
    name: node.name?.text ?? 'default',
    line: builder.gathered.scan.lineOf(node.name ?? node),
    in: frame.parent,
    decorators: decoratorsOf(node, context),
    ...(typeParams.length === 0 ? {} : { typeParams }),
    ...baseOf(node, context),
    ...interfacesOf(node),
    members: [
      ...node.members.flatMap((member) => membersOf(member, context)),
      ...assignedFields(frame.id, builder),
    ],
  };
}

function baseOf(
  { heritageClauses }: ts.ClassLikeDeclaration,
  context: TermContext,
): Pick<ClassSketch, 'extends' | 'extendsTypes'> {
  const base = heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (!base) return {};
  const types = base.typeArguments?.map((type) => typeTermOf(type, context));
  return { extends: termOf(base.expression, context), ...(types ? { extendsTypes: types } : {}) };
}

function interfacesOf({ heritageClauses }: ts.ClassLikeDeclaration): Pick<ClassSketch, 'implements'> {
  const clause = heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ImplementsKeyword);
  const names = clause?.types.flatMap(({ expression }) =>
    ts.isIdentifier(expression) ? expression.text : [],
  );
  return names && names.length > 0 ? { implements: names } : {};
}

function membersOf(member: ts.ClassElement, context: TermContext): MemberSketch[] {
  if (ts.isConstructorDeclaration(member)) return parametersAsFields(member, context);
  const name = member.name && nameOf(member.name, member);
  if (name === undefined) return [];
  if (ts.isPropertyDeclaration(member)) return fieldOf(member, name, context);
  return ts.isMethodDeclaration(member) || ts.isGetAccessorDeclaration(member)
    ? [methodOf(member, name, context)]
    : [];
}

function methodOf(
  member: ts.MethodDeclaration | ts.GetAccessorDeclaration,
  name: string,
  context: TermContext,
): MemberSketch {
  return {
    ...headOf(member, name, context),
    ...typed(member.type, context),
    ...(ts.isGetAccessorDeclaration(member) ? { getter: true as const } : {}),
    kind: 'method',
    function: context.functionOf(member),
  };
}

/** A plain typed column of a DTO says nothing to anybody. */
function fieldOf(member: ts.PropertyDeclaration, name: string, context: TermContext): MemberSketch[] {
  const head = headOf(member, name, context);
  const value = fieldValue(member, context);
  const isPlain = head.decorators === undefined && value.type === undefined && value.value === undefined;
  return isPlain ? [] : [{ ...head, kind: 'field', ...value }];
}

function headOf(
  member: ts.ClassElement,
  name: string,
  context: TermContext,
): Pick<MemberSketch, 'name' | 'line' | 'static' | 'decorators'> {
  return {
    name,
    line: context.lineOf(member.name ?? member),
    ...(isStatic(member) ? { static: true as const } : {}),
    ...decoration(member as ts.HasDecorators, context),
  };
}

function fieldValue(
  { type, initializer }: ts.PropertyDeclaration,
  context: TermContext,
): { type?: Term; value?: Term } {
  return {
    ...typed(type, context),
    ...(initializer ? { value: termOf(initializer, context) } : {}),
  };
}

/** `constructor(private readonly orders: Orders)` declares a field; other parameters may be assigned to one. */
function parametersAsFields(node: ts.ConstructorDeclaration, context: TermContext): MemberSketch[] {
  const own = context.functionOf(node);
  return node.parameters.flatMap((parameter, index): MemberSketch[] => {
    if (!ts.isIdentifier(parameter.name)) return [];
    return [
      {
        name: parameter.name.text,
        kind: 'field',
        line: context.lineOf(parameter),
        injected: true,
        ...decoration(parameter, context),
        ...typed(parameter.type, context),
        value: { kind: 'param', of: own, index },
      },
    ];
  });
}

function assignedFields(id: number, { gathered, contextOf }: Builder): MemberSketch[] {
  return gathered.fields
    .filter(({ class: cls }) => cls === id)
    .map(({ name, value, in: scope }) => ({
      name,
      kind: 'field',
      line: gathered.scan.lineOf(value),
      value: termOf(value, contextOf(scope, id)),
    }));
}

function decoration(node: ts.HasDecorators, context: TermContext): { decorators?: DecoratorSketch[] } {
  const decorators = decoratorsOf(node, context);
  return decorators.length === 0 ? {} : { decorators };
}

/** Decorators of DTOs (validation, documentation) are by far the most, and say nothing here. */
const NOISE =
  /^(?:Is[A-Z]|Api[A-Z]|Min|Max|Length|Matches|Validate|Type$|Transform$|Expose$|Exclude$|Allow$|Equals$|Array[A-Z])/u;

export function decoratorsOf(node: ts.HasDecorators, context: TermContext): DecoratorSketch[] {
  const found: DecoratorSketch[] = [];
  for (const modifier of node.modifiers ?? []) {
    if (!ts.isDecorator(modifier) || NOISE.test(decoratorName(modifier))) continue;
    found.push({ term: termOf(modifier.expression, context), line: context.lineOf(modifier) });
  }
  return found;
}

function decoratorName({ expression }: ts.Decorator): string {
  const callee = ts.isCallExpression(expression) ? expression.expression : expression;
  return ts.isIdentifier(callee) ? callee.text : '';
}

/** A computed name is kept in brackets where a decorator says what the member is. */
function nameOf(name: ts.PropertyName, member: ts.ClassElement): string | undefined {
  if (ts.isComputedPropertyName(name)) {
    const isDecorated = ts.canHaveDecorators(member) && ts.getDecorators(member) !== undefined;
    return isDecorated && ts.isIdentifier(name.expression) ? `[${name.expression.text}]` : undefined;
  }
  if (ts.isPrivateIdentifier(name)) return name.text;
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

function isStatic(member: ts.ClassElement): boolean {
  return (
    ts.canHaveModifiers(member) &&
    (member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false)
  );
}
