// A key, a press or the wheel extends the session; events that a script made up don't.
const EVENTS = ["keydown", "pointerdown", "wheel", "touchstart"];

// Runs that overlap can leave Streamlit a page that it can't draw: it says so once, and shows nothing from then on
// (streamlit/streamlit#15084 and others). What was typed is with the server, so the page is loaded anew; but once a
// minute at most. Of the window and not of this component, which goes down with the page.
const BROKEN = /Cannot set a node at a delta path/, MENDED = "portside.mended";
function mend(event) {
  const before = Number(sessionStorage.getItem(MENDED));
  if (!BROKEN.test(event.message) || Date.now() - before < 60_000) return;
  sessionStorage.setItem(MENDED, Date.now());
  location.reload();
}
if (!window.portsideMends) {
  window.portsideMends = true;
  window.addEventListener("error", mend);
}

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
