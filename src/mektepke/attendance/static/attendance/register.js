// Counts while you mark, the keyboard, and a small parcel: only exceptions are sent. The page works without all of this.
const form = document.querySelector("form.take");
const rows = form ? [...form.querySelectorAll(".register > li")] : [];
const box = (row) => row.querySelector(".toggle input");
const numberOf = (row) => box(row).name.slice("away-".length);
const kindOf = (row) => (box(row).checked ? row.querySelector("[name^=kind-]:checked").value : "present");
const draft = form && `register ${location.pathname} ${form.dataset.person}`;

function count() {
  const kinds = rows.map(kindOf);
  for (const part of document.querySelectorAll("#count [data-kind]")) {
    const found = kinds.filter((kind) => kind === part.dataset.kind).length;
    part.querySelector("b").textContent = found;
    if (part.dataset.kind !== "present" && part.dataset.kind !== "absent") part.hidden = !found;
  }
}

function offerReasons(row) {
  if (!box(row).checked || row.querySelector("details")) return;
  const more = document.getElementById("more").content.cloneNode(true);
  for (const field of more.querySelectorAll("[name]")) field.name += numberOf(row);
  row.querySelector(".more").append(more);
}

function mark(row, kind) {
  box(row).checked = kind !== "present";
  if (kind !== "present") row.querySelector(`[name^=kind-][value=${kind}]`).checked = true;
  changed(row);
}

function changed(row) {
  offerReasons(row);
  count();
  sessionStorage.setItem(draft, JSON.stringify({ version: form.dataset.version, fields: typed() }));
}

const typed = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");

// What was typed and never stored (a sign-in that ran out, a closed page) is there again when the page opens.
function bringBack() {
  const kept = JSON.parse(sessionStorage.getItem(draft) ?? "null");
  if ("sent" in form.dataset || kept?.version !== form.dataset.version) return sessionStorage.removeItem(draft);
  const before = JSON.stringify(typed());
  for (const row of rows) box(row).checked = false;
  for (const [name, child] of kept.fields.filter(([name]) => name.startsWith("away-"))) {
    const row = rows.find((each) => box(each).value === child);
    if (row) fillIn(row, kept.fields, name.slice("away-".length));
  }
  document.getElementById("kept").hidden = JSON.stringify(typed()) === before;
}

function fillIn(row, fields, number) {
  const said = Object.fromEntries(fields);
  box(row).checked = true;
  row.querySelector(`[name^=kind-][value=${said[`kind-${number}`] ?? "absent"}]`).checked = true;
  offerReasons(row);
  for (const part of ["reason", "excused", "lessons"]) {
    row.querySelector(`[name=${part}-${numberOf(row)}]`).value = said[`${part}-${number}`] ?? "";
  }
}

const keys = { 0: "present", 1: "absent", 2: "late", 3: "left_early" };

function pressed(event) {
  const row = event.target.closest("li");
  if (!row || event.target.type !== "checkbox" || event.ctrlKey || event.altKey || event.metaKey) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const next = step ? rows[rows.indexOf(row) + step] : byLetter(row, event.key);
  if (next) box(next).focus();
  if (event.key in keys) mark(row, keys[event.key]);
  if (step || event.key in keys) event.preventDefault();
}

// A letter goes to the next child whose name begins with it, as in every long list.
function byLetter(row, letter) {
  const here = rows.indexOf(row) + 1;
  const begins = (each) => each.querySelector(".who").textContent.toLowerCase().startsWith(letter.toLowerCase());
  return letter.trim().length === 1 && [...rows.slice(here), ...rows.slice(0, here)].find(begins);
}

// A child who is there needs no word, and "absent" without a reason needs only the child.
function onlyExceptions({ formData }) {
  for (const row of rows) {
    const number = numberOf(row);
    for (const part of ["kind", "reason", "excused", "lessons"]) {
      const name = `${part}-${number}`;
      if (!box(row).checked || ["", "absent"].includes(formData.get(name))) formData.delete(name);
    }
  }
}

if (form) {
  form.addEventListener("formdata", onlyExceptions);
  form.addEventListener("change", (event) => changed(event.target.closest("li")));
  form.addEventListener("keydown", pressed);
  document.getElementById("begin-again").addEventListener("click", () => {
    sessionStorage.removeItem(draft);
    location.reload();
  });
  bringBack();
  count();
  document.getElementById("count").hidden = false;
}
