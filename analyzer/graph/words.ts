/**
 * Words that name a technical role or a generic action, in any code base that follows common
 * conventions. They say what a file is, not what it is about, so they never tell services apart.
 */
const roleWords = new Set(
  `a all an and as src dist app apps packages fake found not use used using cor at by for in of off on or out over per the up via with without
  abstract action actions adapter adapters api app application args async auto backend base bootstrap bulk
  cache callback class client cmd command common component config configuration const constant context
  controller core create cron custom dal dao data database db decorator default def delete delta dto dtos
  each entity entities enum env error event exception exec execute export extension factory fetch field
  fields file filter find fixture from function gateway generate generic get global guard handle handler
  has helper hook http id ids impl implementation import index infra infrastructure init input insert
  integration interceptor interface internal is item items job js key lib list listener load loader
  local logger main make manager map mapper mapping meta metadata method middleware migration mixin mock
  model models module mutation name new node object operation option options orm output package
  page pagination params parse parser patch path pipe plugin policy presenter prisma processor prop
  property props protocol provider public query queue read remove repo repository req request
  res resolver resource response rest result return root route router routes run runtime save
  scalar schema script sdk seed server service services set setup shared spec sql state static step strategy
  string stub sub subscriber system task test to transform transformer type typeorm types ui update upsert
  usecase util utility utils uuid v1 v2 v3 validate validation validator value values view vo void web
  wrapper write`.split(/\s+/),
);

/** Lower-case words of an identifier or file name, in order: `OrderItemsDTO` gives order, items, dto. */
export function wordsOf(text: string): string[] {
  return asciiWords(text) ?? unicodeWords(text);
}

/** Most names are ASCII, and there are a hundred thousand of them. Undefined where `text` holds anything else. */
function asciiWords(text: string): string[] | undefined {
  const words: string[] = [];
  let start = -1;
  let before: CharacterKind = 'other';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return undefined;
    const kind = kindOf(code);
    if (start >= 0 && (kind === 'other' || (kind === 'upper' && startsWord(text, i, before)))) {
      words.push(text.slice(start, i).toLowerCase());
      start = -1;
    }
    if (start < 0 && kind !== 'other') start = i;
    before = kind;
  }
  if (start >= 0) words.push(text.slice(start).toLowerCase());
  return words;
}

type CharacterKind = 'upper' | 'lower' | 'digit' | 'other';

function kindOf(code: number): CharacterKind {
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  return code >= 48 && code <= 57 ? 'digit' : 'other';
}

/** A capital after a small letter or digit, or the last one of several before a small letter. */
function startsWord(text: string, i: number, before: CharacterKind): boolean {
  return before !== 'upper' || (i + 1 < text.length && kindOf(text.charCodeAt(i + 1)) === 'lower');
}

function unicodeWords(text: string): string[] {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The words of `text` that may name a subject: no role words, no numbers, singular, two letters or more. */
export function subjectWordsOf(text: string): string[] {
  const subjects: string[] = [];
  for (const word of wordsOf(text)) {
    const one = singular(word);
    if (one.length > 1 && !roleWords.has(one) && !roleWords.has(word) && !/^\p{N}+$/u.test(one))
      subjects.push(one);
  }
  return subjects;
}

/** English plural to singular, as far as a few endings go; a wrong stem is harmless where it is wrong everywhere. */
export function singular(word: string): string {
  if (word.length <= 3 || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(x|ch|sh|ss|z)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
