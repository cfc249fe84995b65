// A language chosen in the middle of a form shows the page anew. What was typed waits in this tab for that one moment, and
// nowhere else: it may be about a child.
const forms = [...document.querySelectorAll("main form[method=post]")];
const place = `typed ${location.pathname}${location.search}`;
const NOT_TYPED = ["hidden", "password", "file", "submit", "button", "fieldset"];
const fields = (form) => [...form.elements].filter((field) => !NOT_TYPED.includes(field.type));
const said = (field) => (["checkbox", "radio"].includes(field.type) ? "checked" : "value");

document.querySelector("form.languages")?.addEventListener("submit", () => {
  const typed = forms.map((form) => fields(form).map((field) => field[said(field)]));
  sessionStorage.setItem(place, JSON.stringify(typed));
});

const kept = JSON.parse(sessionStorage.getItem(place) ?? "[]");
sessionStorage.removeItem(place);
forms.forEach((form, number) => {
  const own = fields(form);
  if (kept[number]?.length !== own.length) return; // another form by now
  own.forEach((field, place) => (field[said(field)] = kept[number][place]));
});
