// The worklist: an ARIA listbox. All text arrives through textContent; nothing here parses HTML.
const lists = new WeakMap();
const CHECKS_SETTLE_MS = 120; // a held Shift+Arrow reports once it rests
const ANSWER_MS = 5000;
const NEXT = "next";
const PREVIOUS = "previous";
const SEARCH = "search";
const STREAMLITS_OWN = "rc"; // it reruns on "r" and clears caches on "c"
const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable='false']), [role='combobox']";
const ABOVE = "[role='dialog'], [data-testid='stPopoverBody']";
const SEARCH_BOX = ".st-key-ps-search input";

export default function (component) {
  const { parentElement, data, setTriggerValue, setStateValue } = component;
  let list = lists.get(parentElement);
  if (!list) {
    list = new Worklist(parentElement);
    lists.set(parentElement, list);
  }
  list.update(data, setTriggerValue, setStateValue);
  return () => {
    lists.delete(parentElement);
    list.dispose();
  };
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

class Worklist {
  constructor(root) {
    this.root = root;
    this.nodes = new Map();
    this.signatures = new Map();
    this.rows = [];
    this.order = [];
    this.checks = new Set();
    this.active = null;
    this.selected = null;
    this.rangeFrom = null;
    this.rangeBase = null;
    this.checkRev = null;
    this.count = 0;
    this.mount = Math.random().toString(36).slice(2, 10);
    this.build();
  }

  build() {
    this.frame = element("div", "worklist");
    this.scroller = element("div", "scroller");
    this.list = element("div", "list");
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-multiselectable", "true");
    this.list.tabIndex = 0;
    this.more = element("button", "more", "Show more");
    this.more.type = "button";
    this.empty = element("p", "empty");
    this.said = element("p", "unseen");
    this.said.setAttribute("aria-live", "polite");
    this.scroller.append(this.list, this.more);
    this.frame.append(this.scroller, this.empty, this.said);
    this.root.append(this.frame);
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("click", (event) => this.onClick(event));
    this.list.addEventListener("focus", () => this.onFocus());
    this.list.addEventListener("blur", () => this.flushChecks());
    // Shift-click would select text between the two rows.
    this.list.addEventListener("mousedown", (event) => {
      if (!event.shiftKey) return;
      event.preventDefault();
      this.list.focus({ preventScroll: true });
    });
    this.more.addEventListener("click", () => this.askForMore());
    this.others = (event) => this.takeOthers(event.detail);
    document.addEventListener("portside:others", this.others);
    this.pageKey = (event) => this.onPageKey(event);
    window.addEventListener("keydown", this.pageKey, true);
  }

  dispose() {
    clearTimeout(this.settling);
    clearTimeout(this.waiting);
    document.removeEventListener("portside:others", this.others);
    window.removeEventListener("keydown", this.pageKey, true);
    this.frame.remove();
  }

  // ---- data from Python -------------------------------------------------------------------------

  update(data, setTriggerValue, setStateValue) {
    this.trigger = setTriggerValue;
    this.state = setStateValue;
    this.keys = { j: NEXT, k: PREVIOUS, ...Object.fromEntries(data.shortcuts) };
    this.single = Boolean(data.single);
    this.pageWide = Boolean(data.pageWide);
    this.frame.classList.toggle("single", this.single);
    this.list.setAttribute("aria-multiselectable", String(!this.single));
    this.list.setAttribute("aria-label", data.label);
    this.scroller.style.maxHeight = data.height ? `${data.height}px` : "";
    const moved = data.selected !== this.selected;
    this.selected = data.selected;
    this.takeRows(data.rows);
    this.takeChecks(data);
    this.takeMore(data);
    this.empty.textContent = data.empty;
    this.empty.hidden = data.rows.length > 0;
    this.scroller.hidden = data.rows.length === 0;
    if (moved && !this.focused() && this.nodes.has(this.selected)) {
      this.setActive(this.selected, !this.frame.matches(":hover"));
    }
    this.mark();
  }

  takeRows(rows) {
    const before = this.order;
    const anchor = this.anchor(new Set(rows.map((row) => row.id)));
    const wasTop = anchor === null ? 0 : this.nodes.get(anchor).offsetTop;
    this.rows = rows;
    this.order = rows.map((row) => row.id);
    const present = new Set(this.order);
    for (const id of before) {
      if (present.has(id)) continue;
      this.nodes.get(id).remove();
      this.nodes.delete(id);
      this.signatures.delete(id);
    }
    let at = this.list.firstChild;
    for (const row of rows) {
      const node = this.rowNode(row);
      if (node === at) at = at.nextSibling;
      else this.list.insertBefore(node, at);
    }
    if (anchor !== null) this.scroller.scrollTop += this.nodes.get(anchor).offsetTop - wasTop;
    else if (before.length && !before.some((id) => present.has(id))) this.scroller.scrollTop = 0;
    if (this.active !== null && !present.has(this.active)) {
      this.setActive(neighbour(before, present, this.active), false);
    }
  }

  // Who else is at which task, as it was just now: the rows keep everything else.
  takeOthers(here) {
    for (const row of this.rows) this.rowNode({ ...row, here: here[row.id] ?? "" });
    this.mark();
  }

  // The row that must stay where it is: under the pointer, else focused, else first in sight.
  anchor(present) {
    const hovered = this.list.querySelector(".row:hover");
    const top = this.scroller.scrollTop;
    if (!hovered && !this.focused() && top === 0) return null;
    const inSight = this.order.find((id) => {
      const node = this.nodes.get(id);
      return node.offsetTop + node.offsetHeight > top;
    });
    const held = hovered ? Number(hovered.dataset.id) : this.focused() && this.active !== null ? this.active : inSight;
    return held === undefined ? null : neighbour(this.order, present, held);
  }

  rowNode(row) {
    let node = this.nodes.get(row.id);
    if (!node) {
      node = element("div", "row");
      node.id = `row-${row.id}`;
      node.dataset.id = String(row.id);
      node.setAttribute("role", "option");
      this.nodes.set(row.id, node);
    }
    const signature = JSON.stringify(row);
    if (this.signatures.get(row.id) !== signature) {
      this.signatures.set(row.id, signature);
      node.replaceChildren(checkbox(), body(row));
      node.classList.toggle("unread", row.unread);
    }
    return node;
  }

  takeChecks(data) {
    const held = this.checks.size;
    if (this.checkRev === null) this.checks = new Set(data.checked);
    else if (this.checkRev !== data.checkRev) {
      clearTimeout(this.settling);
      this.settling = undefined;
      this.checks.clear();
    }
    const cleared = this.checkRev !== data.checkRev;
    this.checkRev = data.checkRev;
    for (const id of [...this.checks]) if (!this.nodes.has(id)) this.checks.delete(id);
    if (!cleared && this.checks.size !== held) this.reportChecks();
  }

  takeMore(data) {
    const asked = this.askedFrom;
    const answered = asked && Object.fromEntries(data.ack).more === asked.seq;
    if (answered) {
      clearTimeout(this.waiting);
      this.askedFrom = null;
      this.more.textContent = "Show more";
      this.more.removeAttribute("aria-disabled");
    }
    const hadFocus = this.root.activeElement === this.more;
    this.more.hidden = !data.hasMore;
    if (answered && hadFocus && !data.hasMore) {
      this.list.focus({ preventScroll: true });
      this.setActive(this.order[Math.min(asked.length, this.order.length - 1)] ?? null, true);
    }
  }

  // ---- what is shown ----------------------------------------------------------------------------

  mark() {
    for (const [id, node] of this.nodes) {
      node.setAttribute("aria-selected", String(this.single ? id === this.selected : this.checks.has(id)));
      if (id === this.selected) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
      node.classList.toggle("active", id === this.active);
    }
    if (this.active === null) this.list.removeAttribute("aria-activedescendant");
    else this.list.setAttribute("aria-activedescendant", `row-${this.active}`);
    const said = this.checks.size ? `${this.checks.size} checked` : "";
    if (this.said.textContent !== said) this.said.textContent = said;
  }

  setActive(id, reveal) {
    this.active = id;
    const node = this.nodes.get(id);
    if (node && reveal) node.scrollIntoView({ block: "nearest" });
    this.mark();
  }

  focused() {
    return this.root.activeElement === this.list;
  }

  onFocus() {
    if (this.active !== null) return;
    this.setActive(this.nodes.has(this.selected) ? this.selected : (this.order[0] ?? null), false);
  }

  // ---- what the person does ---------------------------------------------------------------------

  onClick(event) {
    const row = event.target.closest(".row");
    if (!row) return;
    const id = Number(row.dataset.id);
    const from = this.active;
    this.setActive(id, false);
    if (event.shiftKey) this.checkRange(this.rangeFrom ?? from ?? id, id);
    else if (event.ctrlKey || event.metaKey || event.target.closest(".box")) this.toggle(id);
    else this.open(id);
  }

  onKey(event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const handled = plain ? this.plainKey(event) : this.chord(event);
    // Streamlit listens for single letters on the document ("r" reruns, "c" clears caches).
    if (handled || (plain && event.key.length === 1)) event.stopPropagation();
    if (handled) event.preventDefault();
  }

  chord(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "a") return false;
    if (this.single) return false;
    this.checks = new Set(this.order);
    this.checksChanged();
    return true;
  }

  plainKey(event) {
    const page = Math.max(4, Math.floor(this.scroller.clientHeight / 56) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps) return this.move(steps[event.key], event.shiftKey);
    if (event.key === " ") return this.toggle(this.active);
    if (event.key === "Escape") return this.clearChecks();
    if (event.key === "Enter") return event.repeat || this.open(this.active);
    const name = Object.hasOwn(this.keys, event.key) ? this.keys[event.key] : undefined;
    return this.run(name, event.repeat);
  }

  run(name, repeated) {
    if (name === undefined) return false;
    if (name === NEXT) return this.move(1, false);
    if (name === PREVIOUS) return this.move(-1, false);
    if (name === SEARCH) document.querySelector(SEARCH_BOX)?.focus();
    else if (!repeated) this.send("shortcut", { name, id: this.focused() ? this.active : (this.selected ?? this.active) });
    return true;
  }

  // Keys that work anywhere on the page. Heard before anybody else, so that Streamlit's own letters stay silent.
  onPageKey(event) {
    if (!this.pageWide || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.composedPath()[0];
    if (!(target instanceof Element)) return;
    if (event.key === "Escape" && target.matches(SEARCH_BOX)) setTimeout(() => this.takeFocus(), 0);
    if (target.closest(TYPING)) return;
    if (document.querySelector(ABOVE)) {
      if (STREAMLITS_OWN.includes(event.key)) event.stopPropagation();
      return;
    }
    const name = Object.hasOwn(this.keys, event.key) ? this.keys[event.key] : undefined;
    if (name === undefined && !STREAMLITS_OWN.includes(event.key)) return;
    event.stopPropagation();
    if (name === undefined) return;
    event.preventDefault();
    if (name === NEXT || name === PREVIOUS) this.takeFocus();
    this.run(name, event.repeat);
  }

  takeFocus() {
    if (!this.focused()) this.list.focus({ preventScroll: true });
  }

  move(by, extend) {
    if (!this.order.length) return true;
    const from = Math.max(0, this.order.indexOf(this.active));
    const to = Math.min(this.order.length - 1, Math.max(0, from + by));
    const started = this.order[from];
    this.setActive(this.order[to], true);
    if (extend) this.checkRange(this.rangeFrom ?? started, this.active);
    else this.rangeFrom = this.rangeBase = null;
    return true;
  }

  toggle(id) {
    if (this.single) return this.open(id);
    if (id === null) return true;
    if (!this.checks.delete(id)) this.checks.add(id);
    this.rangeFrom = id;
    this.rangeBase = null;
    this.checksChanged();
    return true;
  }

  checkRange(from, to) {
    if (this.single) return;
    if (this.rangeBase === null || this.rangeFrom !== from) this.rangeBase = new Set(this.checks);
    this.rangeFrom = from;
    const [low, high] = [this.order.indexOf(from), this.order.indexOf(to)].sort((a, b) => a - b);
    this.checks = new Set([...this.rangeBase, ...this.order.slice(Math.max(0, low), high + 1)]);
    this.checksChanged();
  }

  clearChecks() {
    this.rangeFrom = this.rangeBase = null;
    if (this.checks.size) {
      this.checks.clear();
      this.checksChanged();
    }
    return true;
  }

  checksChanged() {
    this.mark();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.reportChecks(), CHECKS_SETTLE_MS);
  }

  flushChecks() {
    if (this.settling !== undefined) this.reportChecks();
  }

  reportChecks() {
    clearTimeout(this.settling);
    this.settling = undefined;
    this.state("checked", { rev: this.checkRev, ids: this.order.filter((id) => this.checks.has(id)) });
  }

  open(id) {
    if (id === null) return true;
    this.selected = id; // shown at once; Python's answer decides
    this.mark();
    this.send("open", { id });
    return true;
  }

  askForMore() {
    if (this.askedFrom) return;
    this.askedFrom = { length: this.order.length, seq: this.send("more", {}) };
    this.more.textContent = "Loading…";
    this.more.setAttribute("aria-disabled", "true");
    this.waiting = setTimeout(() => {
      this.askedFrom = null;
      this.more.textContent = "Show more";
      this.more.removeAttribute("aria-disabled");
    }, ANSWER_MS);
  }

  send(event, payload) {
    this.flushChecks();
    this.count += 1;
    const seq = `${this.mount}-${this.count}`;
    this.trigger(event, { ...payload, seq });
    return seq;
  }
}

// `id` if it is still present, else what stood next to it: below first, then above.
function neighbour(order, present, id) {
  const at = order.indexOf(id);
  const below = order.slice(at).find((other) => present.has(other));
  return below ?? order.slice(0, Math.max(0, at)).findLast((other) => present.has(other)) ?? null;
}

function checkbox() {
  const box = element("span", "box");
  box.setAttribute("aria-hidden", "true");
  box.append(element("span", "tick"));
  return box;
}

// Fields are isolated from each other: a right-to-left name can't drag its neighbours along. The spaces
// between them are for the row's spoken name.
function field(className, text) {
  const made = element("span", className, text);
  made.dir = "auto";
  return made;
}

function body(row) {
  const top = element("span", "line");
  if (row.unread) top.append(element("span", "unseen", "Unread,"), " ");
  const title = field("title", row.title);
  title.title = row.title;
  top.append(title, " ");
  if (row.priority !== "routine") {
    const chip = element("span", `chip ${row.priority}`, row.priority);
    chip.title = row.reason;
    top.append(chip, " ");
  }
  if (row.reason) {
    const why = field("reason", row.reason);
    why.title = row.reason;
    top.append(why, " ");
  }
  const due = dueText(row);
  if (due) {
    const made = field(row.overdue ? "due overdue" : row.soon ? "due soon" : "due", due);
    if (row.dueTitle) made.title = row.dueTitle;
    top.append(made, " ");
  }
  const bottom = element("span", "line second");
  if (row.alert) bottom.append(field("alert", row.alert), " ");
  const detail = field("detail", row.detail);
  detail.title = row.detail;
  bottom.append(detail, " ");
  if (row.here) bottom.append(field("mark here", row.here), " ");
  for (const mark of row.marks) bottom.append(field("mark", mark), " ");
  if (row.owner) bottom.append(field("owner", row.owner));
  const made = element("span", "body");
  made.append(top, " ", bottom);
  return made;
}

function dueText(row) {
  if (!row.overdue || row.due.toLowerCase().includes("overdue")) return row.due;
  return row.due ? `overdue, ${row.due}` : "overdue";
}
