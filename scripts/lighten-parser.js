// Takes out of the parser what only the checker and the emitter ask for, and what every node pays for: fields that the binder
// fills, and flags that say how a node is to be transformed. Of these the parser itself asks for one: whether `await` stands
// where it may mean waiting at the top of a module. Where that is in question, a file is parsed again with all flags.
export function lightenParser(source) {
  let body = source;
  for (const [what, pattern, by, least] of CHANGES) {
    let count = 0;
    body = body.replace(pattern, (...found) => {
      count += 1;
      return by(...found);
    });
    if (count < least)
      throw new Error(
        `${count} instead of ${least} places for ${what}: the compiler is laid out in another way.`,
      );
  }
  return `${body}\n${ONCE_MORE}`;
}

/** @type {[what: string, pattern: RegExp, by: (...found: string[]) => string, least: number][]} */
const CHANGES = [
  [
    'fields of the binder',
    /^ +node\.(?:symbol|localSymbol|locals|nextContainer|flowNode|endFlowNode|returnFlowNode) = void 0;$/gmu,
    () => '',
    100,
  ],
  [
    'transform flags',
    /^( +)(node\.transformFlags (?:[|&]?=) .*;)$/gmu,
    (_, space, statement) => `${space}if (withFlags) ${statement}`,
    180,
  ],
  [
    'fields of the checker',
    /^ {2}this\.(?:id|transformFlags|parent|original|emitNode) = .*;$/gmu,
    () => '',
    13,
  ],
  ['flags of a new list', /^ +array\.transformFlags = 0 .*;$/gmu, () => '', 1],
  [
    'flags of lists',
    /^function aggregateChildrenFlags\(children\) \{$/gmu,
    (start) => `${start}\n  if (!withFlags) return;`,
    1,
  ],
  ['notes for debuggers', /^ +Debug\.attachNodeArrayDebugInfo\(\w+\);$/gmu, () => '', 3],
  ['await', /node\.escapedText === "await"\) \{$/gmu, (start) => `${start}\n      metAwait = true;`, 1],
  ['the way in', /^function createSourceFile\(/gmu, () => 'function parseOnce(', 1],
];

const ONCE_MORE = `
var withFlags = false;
var metAwait = false;
function createSourceFile(...given) {
  metAwait = false;
  const file = parseOnce(...given);
  if (!metAwait) return file;
  withFlags = true;
  try {
    return parseOnce(...given);
  } finally {
    withFlags = false;
  }
}`;
