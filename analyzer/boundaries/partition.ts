/** Which community each node is in: `partition[v]`, numbered from 0 without gaps. */
export type Partition = Int32Array;

/** Each node in a community of its own. */
export function singletons(order: number): Partition {
  const partition = new Int32Array(order);
  for (let v = 0; v < order; v++) partition[v] = v;
  return partition;
}

/** Numbers the communities by their first node, so equal partitions are equal arrays. */
export function renumbered(partition: Partition): Partition {
  const label = new Int32Array(partition.length).fill(-1);
  const result = new Int32Array(partition.length);
  let next = 0;
  for (let v = 0; v < partition.length; v++) {
    const community = partition[v]!;
    if (label[community] === -1) label[community] = next++;
    result[v] = label[community]!;
  }
  return result;
}

/** How many communities a partition without gaps has. */
export function countOf(partition: Partition): number {
  let most = -1;
  for (let v = 0; v < partition.length; v++) if (partition[v]! > most) most = partition[v]!;
  return most + 1;
}

export function sizesOf(partition: Partition): Int32Array {
  const sizes = new Int32Array(countOf(partition));
  for (let v = 0; v < partition.length; v++) sizes[partition[v]!] = sizes[partition[v]!]! + 1;
  return sizes;
}
