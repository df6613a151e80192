/** Remembers the last answer: whoever goes through a module asks about the same one many times on end. */
export function lastAsked<Answer>(find: (key: string) => Answer): (key: string) => Answer {
  let last: string | undefined;
  let answer: Answer | undefined;
  return (key) => {
    if (key !== last) {
      answer = find(key);
      last = key;
    }
    return answer as Answer;
  };
}
