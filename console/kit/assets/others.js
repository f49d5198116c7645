// Hands on to the worklist who else is at its tasks, so that nothing else has to be drawn anew for it.
export default function (component) {
  document.dispatchEvent(new CustomEvent("portside:others", { detail: component.data.here }));
}
