// Trades a ticket for the session's cookie, or hands the cookie back, and loads the page anew.
const headers = { "Content-Type": "application/json", "X-Portside": "1" };

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin", cache: "no-store",
  });
  return answer.status;
}

async function run(data, say) {
  if (data.do === "reload") return location.reload();
  const status = await post(`/session/${data.do}`, data.body);
  if (data.do === "open") {
    if (status !== 204) return say("Signing in took too long. Please sign in again.");
    // A browser that drops the cookie would otherwise show the empty form again, without a word.
    if ((await post("/session/check", {})) !== 204) {
      return say("Your browser did not keep the session's cookie. Allow cookies for this address, or open it with https.");
    }
  }
  location.reload();
}

const done = new Set();

export default function (component) {
  const { data, parentElement } = component;
  const once = JSON.stringify(data);
  if (done.has(once)) return;
  done.add(once);
  const say = (text) => {
    const line = document.createElement("p");
    line.setAttribute("role", "alert");
    line.textContent = text;
    parentElement.replaceChildren(line);
  };
  run(data, say).catch(() => say("The server did not answer. Please try again."));
}
