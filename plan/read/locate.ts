import { isCollection, isMap, isNode, isScalar, isSeq } from 'yaml';
import { lineAndColumn, type PlanText } from './parse-text.ts';

type Step = string | number;

/** Where a fault stands: at the key of the last step where that is what is wrong, else at its value. */
export function locate(
  parsed: PlanText,
  path: readonly Step[],
  at: 'key' | 'value' = 'value',
): { line: number; column: number } {
  return lineAndColumn(parsed, offsetOf(parsed, path, at));
}

/** The nearest ancestor that exists stands in for a place that does not. */
function offsetOf({ document }: PlanText, path: readonly Step[], at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const { key, value } = childOf(node, step);
    const wantsKey = isCollection(value) || !value || (index === path.length - 1 && at === 'key');
    const found = startOf(key && wantsKey ? key : value);
    if (found === undefined) return offset;
    offset = found;
    node = value;
  }
  return offset;
}

function childOf(node: unknown, step: Step): { key?: unknown; value?: unknown } {
  if (isSeq(node)) return { value: node.items[Number(step)] };
  if (!isMap(node)) return {};
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) ?? {};
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
