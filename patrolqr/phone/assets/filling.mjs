// What stands in a form's controls, as it was typed and tapped, and put back into them later.

const UNTYPED = ["hidden", "submit", "button"];
const isTick = (control) => ["checkbox", "radio"].includes(control.type);

// The controls that are typed or tapped, by the name each is sent by.
function controlsOf(form) {
  const named = {};
  for (const control of form.elements) {
    if (control.name && !UNTYPED.includes(control.type)) (named[control.name] ??= []).push(control);
  }
  return named;
}

// What each name says, as a list: the ticked answers, or the text.
export function valuesOf(form) {
  const values = {};
  for (const [name, controls] of Object.entries(controlsOf(form))) {
    values[name] = controls.filter((control) => !isTick(control) || control.checked).map(({ value }) => value);
  }
  return values;
}

function set(control, values) {
  if (isTick(control)) control.checked = values.includes(control.value);
  else control.value = values[0] ?? "";
}

// Whether a control holds this answer now: a list that no longer offers an answer cannot be set to it.
const holds = (controls, value) => controls.some((control) => control.value === value && (!isTick(control) || control.checked));

// Put values back, open what hides them, and return those by name that no control of this page takes any more.
export function fill(form, values) {
  const controls = controlsOf(form);
  const homeless = {};
  for (const [name, saved] of Object.entries(values)) {
    const own = controls[name] ?? [];
    const before = own.map(({ value, checked }) => `${value}${checked}`).join();
    for (const control of own) set(control, saved);
    const left = saved.filter((value) => value && !holds(own, value));
    if (left.length) homeless[name] = left;
    if (own.map(({ value, checked }) => `${value}${checked}`).join() !== before) uncover(own[0], saved);
  }
  return homeless;
}

function uncover(control, saved) {
  if (!saved.some((value) => value && value !== "0")) return;
  // the line of the times says itself what they are
  for (let at = control.closest("details:not(.stay)"); at; at = at.parentElement.closest("details")) at.open = true;
}
