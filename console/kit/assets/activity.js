// A key, a press or the wheel extends the session; events that a script made up don't.
const EVENTS = ["keydown", "pointerdown", "wheel", "touchstart"];

export default function (component) {
  const pause = component.data.every * 1000;
  let last = 0;
  const report = (event) => {
    if (!event.isTrusted || Date.now() - last < pause) return;
    last = Date.now();
    fetch("/session/stay", {
      method: "POST", headers: { "X-Portside": "1" }, credentials: "same-origin", cache: "no-store",
    }).catch(() => { last = 0; });
  };
  for (const name of EVENTS) document.addEventListener(name, report, { capture: true, passive: true });
  return () => {
    for (const name of EVENTS) document.removeEventListener(name, report, { capture: true });
  };
}
