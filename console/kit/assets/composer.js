// The composer. Between two revisions the browser owns the text; every event carries it whole.
const composers = new WeakMap();
const parked = new Map(); // unsaved text of composers that vanished: this page and this session only
const PARKED_MS = 30 * 60 * 1000;
const focused = new Map(); // how often each place was asked to take the focus, and did
const SAVE_MS = 2000;
const BUSY_MS = 5000;
const LOST_MS = 10000;
const RETRY_MS = 5000;

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let composer = composers.get(parentElement);
  if (!composer) {
    composer = new Composer(parentElement);
    composers.set(parentElement, composer);
  }
  composer.update(data, setTriggerValue);
  return () => {
    composers.delete(parentElement);
    composer.dispose();
  };
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

class Composer {
  constructor(root) {
    this.root = root;
    this.data = null;
    this.acked = ""; // the text Python has
    this.sent = []; // saves and actions on their way, oldest first
    this.busy = null; // the action that waits for its answer
    this.lost = false;
    this.slow = false;
    this.kept = "";
    this.count = 0;
    this.mount = Math.random().toString(36).slice(2, 10);
    this.build();
  }

  build() {
    this.frame = element("div", "composer");
    this.label = element("label");
    this.label.htmlFor = "text";
    this.area = element("textarea");
    this.area.id = "text";
    this.area.dir = "auto";
    this.area.rows = 4;
    this.area.setAttribute("aria-describedby", "status");
    this.status = element("p", "status");
    this.status.id = "status";
    this.said = element("p", "unseen");
    this.said.setAttribute("role", "status");
    this.restore = element("button", "restore", "Bring back unsaved text");
    this.restore.type = "button";
    this.buttons = element("div", "buttons");
    const foot = element("div", "foot");
    foot.append(this.status, this.restore, this.buttons);
    this.frame.append(this.label, this.area, foot, this.said);
    this.root.append(this.frame);
    this.area.addEventListener("input", () => this.onInput());
    this.restore.addEventListener("click", () => this.bringBack());
    this.frame.addEventListener("keydown", (event) => this.onKey(event));
    // Streamlit and the worklist listen for single letters further out.
    for (const type of ["keyup", "keypress"]) {
      this.frame.addEventListener(type, (event) => event.stopPropagation());
    }
    this.area.addEventListener("blur", (event) => {
      if (!this.buttons.contains(event.relatedTarget)) this.save();
    });
    this.onHide = () => {
      if (document.visibilityState === "hidden") this.save();
    };
    document.addEventListener("visibilitychange", this.onHide);
    window.addEventListener("pagehide", this.onHide);
  }

  dispose() {
    document.removeEventListener("visibilitychange", this.onHide);
    window.removeEventListener("pagehide", this.onHide);
    // What has no answer waits for a composer of the same place and revision: after a send that succeeded
    // the revision is another, so nothing sent comes back as a draft. A waiting action takes its text along.
    if (this.data && !this.data.disabled && this.area.value !== this.acked) {
      parked.set(this.place(), { rev: this.data.rev, text: this.area.value, at: Date.now() });
      if (!this.acting()) this.save();
    }
    clearTimeout(this.saving);
    clearTimeout(this.freeing);
    clearInterval(this.watching);
    this.frame.remove();
  }

  place() {
    return `${this.data.scope}|${this.data.instance}`;
  }

  acting() {
    return this.sent.some((sent) => sent.act);
  }

  // ---- data from Python -------------------------------------------------------------------------

  update(data, setTriggerValue) {
    const first = this.data === null;
    const replaced = first || this.data.rev !== data.rev;
    this.trigger = setTriggerValue;
    this.heard(Object.fromEntries(data.ack));
    if (!first && replaced) this.keepUnsaved(data);
    this.data = data;
    if (replaced) this.adopt(data.text);
    if (first) this.unpark();
    if (data.disabled) this.stop();
    this.label.textContent = data.label;
    this.area.placeholder = data.placeholder;
    this.showButtons(data.actions);
    this.show();
    this.takeFocus();
  }

  // A shortcut asked to write here. Counted, so that no rerun takes the focus away from elsewhere.
  takeFocus() {
    const asked = this.data.focus ?? 0;
    if (asked <= (focused.get(this.place()) ?? 0)) return;
    focused.set(this.place(), asked);
    requestAnimationFrame(() => {
      this.area.focus();
      const end = this.area.value.length;
      this.area.setSelectionRange(end, end);
      this.frame.scrollIntoView({ block: "nearest" });
    });
  }

  heard(ack) {
    const at = this.sent.findLastIndex((sent) => sent.seq === ack.save || sent.seq === ack.act);
    if (at < 0) return;
    this.acked = this.sent[at].text;
    this.sent.splice(0, at + 1);
    this.lost = this.slow = false;
    if (this.busy && !this.sent.some((sent) => sent.seq === this.busy)) this.free();
  }

  keepUnsaved(data) {
    const now = this.area.value;
    const known = [this.acked, data.text, ...this.sent.filter((sent) => sent.act).map((sent) => sent.text)];
    this.kept = now.trim() && !known.includes(now) ? now : "";
  }

  adopt(text) {
    this.stop();
    this.area.value = text;
    this.acked = this.area.value; // as the browser normalises it
    this.area.setSelectionRange(this.acked.length, this.acked.length);
    this.grow();
  }

  // Nobody listens any more (someone else took the task): what is here stays to be read and copied.
  stop() {
    clearTimeout(this.saving);
    this.saving = undefined;
    this.sent = [];
    this.lost = this.slow = false;
    this.free();
  }

  unpark() {
    for (const [place, found] of parked) if (Date.now() - found.at > PARKED_MS) parked.delete(place);
    const found = parked.get(this.place());
    parked.delete(this.place());
    if (!found || found.rev !== this.data.rev || found.text === this.acked) return;
    this.area.value = found.text;
    this.grow();
    this.saveSoon();
  }

  bringBack() {
    const gap = this.area.value.trim() ? "\n\n" : "";
    this.area.value = `${this.area.value}${gap}${this.kept}`;
    this.kept = "";
    this.area.focus();
    this.onInput();
  }

  // ---- saving and acting ------------------------------------------------------------------------

  onInput() {
    this.slow = false;
    this.grow();
    this.saveSoon();
    this.show();
  }

  saveSoon() {
    this.saving ??= setTimeout(() => this.save(), SAVE_MS);
  }

  save() {
    clearTimeout(this.saving);
    this.saving = undefined;
    const text = this.area.value;
    const latest = this.sent.length ? this.sent.at(-1).text : this.acked;
    if (this.data.disabled || this.busy || this.over() > 0 || text === latest) return;
    this.send("save", { text });
    this.show();
  }

  act(action) {
    if (this.refused(action)) return;
    clearTimeout(this.saving);
    this.saving = undefined;
    this.slow = false;
    this.busy = this.send("act", { name: action.name, text: this.area.value });
    this.freeing = setTimeout(() => {
      this.slow = true;
      this.free();
      this.show();
    }, BUSY_MS);
    this.show();
  }

  refused(action) {
    const blank = action.needsText && !this.area.value.trim();
    return this.data.disabled || Boolean(this.busy) || this.over() > 0 || blank;
  }

  free() {
    clearTimeout(this.freeing);
    this.busy = null;
  }

  send(event, payload) {
    this.count += 1;
    const seq = `${this.mount}-${this.count}`;
    this.sent.push({ seq, text: payload.text, act: event === "act", at: Date.now() });
    this.watching ??= setInterval(() => this.watch(), 1000);
    this.trigger(event, { ...payload, seq, rev: this.data.rev });
    return seq;
  }

  // No answer in ten seconds: say so, and save again until somebody hears. An action is never repeated.
  watch() {
    if (!this.sent.length) {
      clearInterval(this.watching);
      this.watching = undefined;
      return;
    }
    const waited = Date.now() - this.sent[0].at;
    if (waited < LOST_MS) return;
    this.lost = true;
    if (Date.now() - this.sent.at(-1).at >= RETRY_MS && this.over() <= 0 && !this.data.disabled) {
      this.send("save", { text: this.area.value });
    }
    this.show();
  }

  // ---- keys -------------------------------------------------------------------------------------

  onKey(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape" && event.target === this.area) {
      this.area.blur();
      return;
    }
    const action = this.data.actions.find((each) => matches(event, each.shortcut));
    if (!action) return;
    event.preventDefault();
    if (!event.repeat) this.act(action);
  }

  // ---- what is shown ----------------------------------------------------------------------------

  // Characters over the limit, counted as Python counts them (a surrogate pair is one).
  over() {
    const { max } = this.data;
    return this.area.value.length <= max ? 0 : [...this.area.value].length - max;
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight + 2}px`;
  }

  showButtons(actions) {
    const signature = JSON.stringify(actions);
    if (this.shownActions === signature) return;
    this.shownActions = signature;
    this.buttons.replaceChildren(
      ...actions.map((action) => {
        const button = element("button", action.primary ? "primary" : "", action.label);
        button.type = "button";
        if (action.shortcut) {
          button.title = action.shortcut;
          button.setAttribute("aria-keyshortcuts", action.shortcut.replace(/ctrl/i, "Control"));
        }
        button.addEventListener("click", () => this.act(action));
        return button;
      }),
    );
  }

  show() {
    const { actions, disabled } = this.data;
    this.area.readOnly = disabled || Boolean(this.busy);
    this.frame.classList.toggle("disabled", disabled);
    this.frame.setAttribute("aria-busy", String(Boolean(this.busy)));
    [...this.buttons.children].forEach((button, at) => {
      if (this.refused(actions[at])) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    });
    this.restore.hidden = !this.kept;
    const [text, bad] = this.statusText();
    this.status.textContent = text;
    this.status.classList.toggle("bad", bad);
    this.area.setAttribute("aria-invalid", String(this.over() > 0));
    const said = bad ? text : "";
    if (this.said.textContent !== said) this.said.textContent = said;
  }

  statusText() {
    const over = this.over();
    const { max, status } = this.data;
    if (over > 0) return [`Too long to save or send: ${number(over)} over the limit of ${number(max)} characters.`, true];
    if (this.lost) return ["Not saved: connection lost. Your text is still here.", true];
    if (this.busy) return ["Working…", false];
    if (this.slow) return ["No answer yet. Your text is still here, and you can try again.", true];
    const near = this.area.value.length > max * 0.9 ? ` · ${number([...this.area.value].length)} of ${number(max)}` : "";
    if (this.data.disabled) return [status, false];
    if (this.sent.length) return [`Saving…${near}`, false];
    if (this.area.value !== this.acked) return [`Not saved yet${near}`, false];
    return [`${status}${near}`, false];
  }
}

function number(value) {
  return value.toLocaleString("en-US");
}

function matches(event, shortcut) {
  if (!shortcut) return false;
  const parts = shortcut.toLowerCase().split("+");
  const key = parts.pop();
  return (
    event.key.toLowerCase() === key &&
    (event.ctrlKey || event.metaKey) === parts.includes("ctrl") &&
    event.shiftKey === parts.includes("shift") &&
    event.altKey === parts.includes("alt")
  );
}
