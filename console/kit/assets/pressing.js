// Tells which of the buttons in the page's own markup was pressed. It draws nothing and reads nothing but their names.
const heard = new WeakMap();

export default function (component) {
  const { parentElement } = component;
  const before = heard.get(parentElement);
  if (before) {
    before.component = component;
    return before.end;
  }
  const now = { component };
  const press = (event) => {
    const name = event.target.closest?.("button[data-press]")?.dataset.press;
    if (name === undefined || !now.component.data.names.includes(name)) return;
    const seq = Math.random().toString(36).slice(2) + Date.now().toString(36);
    now.component.setTriggerValue("press", { name, seq });
  };
  now.end = () => {
    document.removeEventListener("click", press);
    heard.delete(parentElement);
  };
  document.addEventListener("click", press);
  heard.set(parentElement, now);
  return now.end;
}
