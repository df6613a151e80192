import type { ModuleIndex } from '../graph/module-index.ts';
import type { Vocabulary } from '../graph/vocabulary.ts';
import { leastModules } from './ensemble.ts';
import { countOf, type Partition, renumbered } from './partition.ts';

export interface LooseEndsInput {
  readonly index: ModuleIndex;
  readonly vocabulary: Vocabulary;
  /** Modules that are in no service anyway. */
  readonly aside: Uint8Array;
  readonly folders: boolean;
  /** A community that a person has spoken of is a service however small. */
  readonly kept: (community: number) => boolean;
}

export interface PlacedEnds {
  /** Set-aside and loose modules stand in community 0, where they have no effect. */
  readonly partition: Partition;
  /** Modules that nothing ties to any service. */
  readonly loose: Uint8Array;
}

/**
 * A community that is too small to be a service and has no tie to any goes, whole, where most of its
 * folder is, else where its words are used. Where nothing speaks for a place its modules stay loose.
 */
export function placeLooseEnds(partition: Partition, input: LooseEndsInput): PlacedEnds {
  const sizes = new Int32Array(countOf(partition));
  for (let v = 0; v < partition.length; v++)
    if (!input.aside[v]) sizes[partition[v]!] = sizes[partition[v]!]! + 1;
  const isService = sizes.map((size, c) => (size >= leastModules || input.kept(c) ? 1 : 0));
  const loose = new Uint8Array(partition.length);
  if (!isService.includes(1)) return { partition: renumbered(partition), loose };
  const into = placesOf(partition, isService, input);
  const first = isService.indexOf(1);
  const placed = partition.map((community, v) => {
    if (input.aside[v]) return first;
    const place = into[community]!;
    if (place === -1) loose[v] = 1;
    return place === -1 ? first : place;
  });
  return { partition: renumbered(placed), loose };
}

/** For each community the service it belongs to: itself, or where its members' folders and words are, or -1. */
function placesOf(partition: Partition, isService: Int32Array, input: LooseEndsInput): Int32Array {
  const settled = (v: number) => !input.aside[v] && isService[partition[v]!] === 1;
  const ballot: Ballot = {
    byFolder: input.folders ? votesByFolder(partition, input.index, settled) : new Map(),
    byWord: votesByWord(partition, input.vocabulary, settled),
  };
  const into = Int32Array.from(isService, (is, c) => (is ? c : -1));
  const votes = new Map<number, Votes>();
  for (let v = 0; v < partition.length; v++) {
    const community = partition[v]!;
    if (isService[community] || input.aside[v]) continue;
    const sum = votes.get(community) ?? votes.set(community, new Map()).get(community)!;
    for (const [place, weight] of votesFor(v, ballot, input)) vote(sum, place, weight);
  }
  for (const [community, sum] of votes) into[community] = winner(sum) ?? -1;
  return into;
}

type Votes = Map<number, number>;

interface Ballot {
  readonly byFolder: ReadonlyMap<string, Votes>;
  readonly byWord: ReadonlyMap<number, Votes>;
}

function votesFor(v: number, { byFolder, byWord }: Ballot, input: LooseEndsInput): Votes {
  for (let at = input.index.modules[v]!.folder; at !== ''; at = parentOf(at)) {
    const found = byFolder.get(at);
    if (found) return found;
  }
  const sum: Votes = new Map();
  const { ofModule, frequency } = input.vocabulary;
  for (const [word, weight] of ofModule[v]!)
    for (const [place, count] of byWord.get(word) ?? [])
      vote(sum, place, (weight * count) / frequency[word]! ** 2);
  return sum;
}

function vote(votes: Votes, community: number, weight: number): void {
  votes.set(community, (votes.get(community) ?? 0) + weight);
}

/** Most votes; of equals the lower number. */
function winner(votes: Votes): number | undefined {
  let best: number | undefined;
  let most = 0;
  for (const [community, weight] of votes)
    if (weight > most || (weight === most && best !== undefined && community < best)) {
      best = community;
      most = weight;
    }
  return best;
}

function votesByFolder(partition: Partition, { modules }: ModuleIndex, settled: (v: number) => boolean) {
  const votes = new Map<string, Votes>();
  for (const [v, { folder }] of modules.entries())
    if (settled(v) && folder !== '')
      vote(votes.get(folder) ?? votes.set(folder, new Map()).get(folder)!, partition[v]!, 1);
  return votes;
}

function votesByWord(partition: Partition, { ofModule }: Vocabulary, settled: (v: number) => boolean) {
  const votes = new Map<number, Votes>();
  for (const [v, words] of ofModule.entries()) {
    if (!settled(v)) continue;
    for (const [word, weight] of words)
      vote(votes.get(word) ?? votes.set(word, new Map()).get(word)!, partition[v]!, weight);
  }
  return votes;
}

const parentOf = (folder: string) => folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
