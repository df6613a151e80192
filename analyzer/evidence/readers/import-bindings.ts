import { ts } from 'ts-morph';

/** A name taken from another module, and what it is called here. */
export interface Binding {
  readonly name: string;
  readonly local?: string;
  readonly type?: true;
}

/** The names that an import clause binds; none for a side effect or `import {} from`. */
export function namesOfImport(clause: ts.ImportClause | undefined): Binding[] {
  if (!clause) return [];
  const type = clause.phaseModifier === ts.SyntaxKind.TypeKeyword ? ({ type: true } as const) : {};
  const whole = clause.name ? [{ name: 'default', local: clause.name.text, ...type }] : [];
  const named = clause.namedBindings;
  if (!named) return whole;
  if (ts.isNamespaceImport(named)) return [...whole, { name: '*', local: named.name.text, ...type }];
  return [...whole, ...named.elements.map((element) => ({ ...bindingOf(element), ...type }))];
}

function bindingOf({ name, propertyName, isTypeOnly }: ts.ImportSpecifier): Binding {
  return { name: (propertyName ?? name).text, local: name.text, ...(isTypeOnly ? { type: true } : {}) };
}
