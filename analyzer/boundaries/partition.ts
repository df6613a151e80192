/** Which community each node is in: `partition[v]`, numbered from 0 without gaps. */
export type Partition = Int32Array;

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
  for (const community of partition) if (community > most) most = community;
  return most + 1;
}

export function sizesOf(partition: Partition): Int32Array {
  const sizes = new Int32Array(countOf(partition));
  for (const community of partition) sizes[community] = sizes[community]! + 1;
  return sizes;
}
