// Enter moves on to the next field, and from the last one to the button that sends; it never sends.
const FIELDS = "input:not([type=hidden]), select, textarea, [name=send]";

// What comes after a field among those that show; the answers of one question are one field.
export function nextOf(field, fields) {
  return fields.slice(fields.indexOf(field) + 1).find(({ name, type }) => type !== "radio" || name !== field.name);
}

export function moveOn(event) {
  const { target, key, isComposing } = event;
  if (key !== "Enter" || isComposing || !target.matches("input")) return;
  event.preventDefault();
  const shown = [...target.form.elements].filter((each) => each.matches(FIELDS) && each.checkVisibility?.() !== false);
  nextOf(target, shown.filter((each) => !each.hidden && !each.closest("[hidden]")))?.focus();
}
