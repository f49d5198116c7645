// Somebody is on the telephone: what is typed next is their name, Enter takes the first one found, and the
// arrow leads into the list.
export default function (component) {
  const place = `.st-key-${component.data.place}`;
  const find = () => document.querySelector(`${place} input`);
  const list = () => [...document.querySelectorAll(`${place} *`)]
    .map((one) => one.shadowRoot && one.shadowRoot.querySelector('[role="listbox"]')).find(Boolean);
  const press = (event) => {
    if (event.target !== find() || (event.key !== "Enter" && event.key !== "ArrowDown")) return;
    const found = list();
    if (!found) return;
    event.preventDefault();
    found.focus();
    if (event.key === "Enter") found.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  };
  let timer = 0;
  const look = (tries) => {
    const box = find();
    if (!box) { if (tries > 0) timer = setTimeout(() => look(tries - 1), 100); return; }
    if (!document.activeElement || document.activeElement === document.body) box.focus();
  };
  document.addEventListener("keydown", press, true);
  if (component.data.focus) look(20);
  return () => { document.removeEventListener("keydown", press, true); clearTimeout(timer); };
}
