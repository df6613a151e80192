import type { ts } from 'ts-morph';

/** One function or class on the way down; `end` says when the walk has left it. */
export interface Frame {
  readonly id: number;
  readonly node: ts.Node;
  readonly parent: number;
  /** Class whose `this` it sees; -1 is none. */
  readonly class: number;
  readonly end: number;
}

/** Where the walk stands. Nodes come in document order, so positions tell when a function has ended. */
export interface Frames {
  /** Call for every node of interest, in document order, before asking anything else. */
  readonly moveTo: (node: ts.Node) => Frame;
  readonly enterFunction: (node: ts.Node) => Frame;
  readonly enterClass: (node: ts.Node) => number;
  readonly functionOf: (node: ts.Node) => number;
  readonly classOf: (node: ts.Node) => number;
  readonly functions: readonly Frame[];
  readonly classes: readonly Frame[];
}

export function createFrames(file: ts.SourceFile): Frames {
  const whole: Frame = { id: 0, node: file, parent: 0, class: -1, end: file.end };
  const functions: Frame[] = [whole];
  const classes: Frame[] = [];
  const functionIds = new Map<ts.Node, number>();
  const classIds = new Map<ts.Node, number>();
  const open: Frame[] = [whole];
  const openClasses: Frame[] = [];
  const moveTo = (node: ts.Node): Frame => {
    leave(open, node.pos);
    leave(openClasses, node.pos);
    const top = open.at(-1) ?? whole;
    const cls = openClasses.at(-1)?.id ?? -1;
    return top.class === cls ? top : { ...top, class: cls };
  };
  return {
    moveTo,
    enterFunction: (node) => {
      const { id: parent, class: cls } = moveTo(node);
      const frame = { id: functions.length, node, parent, class: cls, end: node.end };
      functionIds.set(node, frame.id);
      functions.push(frame);
      open.push(frame);
      return frame;
    },
    enterClass: (node) => {
      const { id: parent } = moveTo(node);
      const frame = { id: classes.length, node, parent, class: classes.length, end: node.end };
      classIds.set(node, frame.id);
      classes.push(frame);
      openClasses.push(frame);
      return frame.id;
    },
    functionOf: (node) => functionIds.get(node) ?? -1,
    classOf: (node) => classIds.get(node) ?? -1,
    functions,
    classes,
  };
}

function leave(open: Frame[], position: number): void {
  for (let top = open.at(-1); top && top.end <= position; top = open.at(-1)) open.pop();
}
