// Where an instance is by what waits to be sent of it: a walk along the ways that the server has worked out. No rule is judged here.
export const reached = (kept, items) => {
  let at = 0;
  let since = kept.since;
  for (const { state, choice, done } of items) {
    const to = at === null ? null : (kept.places[at].ways[`${state}/${choice}`]?.to ?? null);
    const open = to === null ? [] : kept.places[to].states;
    // A step that was open before, and was not the one that was left, opened when it did.
    since = Object.fromEntries(open.map((each) => [each, each !== state && since[each] ? since[each] : done]));
    at = to;
  }
  return { at, since };
};
