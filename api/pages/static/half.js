// Keeps what is ticked and typed on the server, as one goes, so that a colleague can go on when a phone dies. Without it, the button does.
let form, said, due, sent = "";

const filled = () => {
  const fields = new URLSearchParams(new FormData(form));
  for (const name of ["key", "draft"]) fields.delete(name);
  return fields.toString();
};

const keep = async () => {
  clearTimeout(due);
  const now = filled();
  if (now === sent) return;
  sent = now;
  const body = new URLSearchParams(new FormData(form));
  body.set("save", "1");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", keepalive: true });
    const told = await answer.json();
    if (told.said) said.textContent = told.said;
    if (answer.ok) form.elements.draft.value = told.number;
    else form.removeEventListener("input", later);
  } catch {
    sent = "";
  }
};

const later = () => {
  clearTimeout(due);
  due = setTimeout(keep, 700);
};

// The page's form; another one, where the page has been exchanged.
const begin = () => {
  const found = document.querySelector("form[data-half]");
  if (found === form) return;
  clearTimeout(due);
  form = found;
  said = form?.querySelector("[data-said]");
  if (!said) return;
  sent = filled();
  form.addEventListener("input", later);
  form.addEventListener("submit", () => clearTimeout(due));
};

document.addEventListener("visibilitychange", () => document.hidden && said && keep());
document.addEventListener("exchanged", begin);
begin();
