// Sends what waits, in its order, each once: the same key each time, and only an answer that proves to be the server's counts.
import * as phone from "./keep.js";

const PATIENCE = 20000;

const sent = async (me, item) => {
  const body = new URLSearchParams(item.fields);
  const nonce = crypto.randomUUID();
  const more = { key: item.key, _done: item.done, _since: item.since, _phone: new Date().toISOString(), _nonce: nonce, _owner: me.owner };
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const address = `/offline/instances/${item.instance}/steps/${item.state}/${item.choice}`;
  const answer = await fetch(address, { method: "POST", body, redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status === 401) await phone.lock();
  if ([401, 408, 429].includes(answer.status) || answer.status >= 500) return null;
  const told = await answer.json();
  return (await phone.isProved(me, told.proof, nonce)) ? { ...told, isDone: answer.ok } : null;
};

// How much was sent, and what the server said beside. Where two pages begin at once, one waits for the other.
export const flush = () =>
  navigator.locks.request("rutin queue", async () => {
    const all = { sent: 0, clock: null, edition: null };
    const me = await phone.owner();
    if (!me) return all;
    for (const item of await phone.queue(me)) {
      // What was refused waits for its owner, and the rest for that.
      if (item.told) break;
      const told = await sent(me, item).catch(() => null);
      if (!told) break;
      all.clock ??= told.clock;
      all.edition = told.edition;
      if (!told.isDone) {
        await phone.change(me, { ...item, told: told.told, now: told.now });
        break;
      }
      await phone.remove(item.n);
      all.sent += 1;
    }
    return all;
  });
