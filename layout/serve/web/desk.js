// The live page: takes the desk's state from /events and shows it.
import { chooseLang, langName, pick, t } from "./words.js";
import { View } from "./view.js";

const $ = (id) => document.getElementById(id);
const params = new URLSearchParams(location.search);
const saved = (key, value) => { // the browser may refuse to remember
  try { if (value === undefined) return localStorage.getItem(key); localStorage.setItem(key, value); } catch { return null; }
};

let state = null; // of the desk
let pageName = params.get("page");
let at = { zoom: 1, x: 0, y: 0 }; // of both views
let fitting = "page"; // or "width", or null once one has zoomed
let selected = -1; // of the findings
let overlays = (saved("overlays") ?? "").split(",").filter(Boolean);
let comparing = false;
const now = new View($("now")), before = new View($("before"));

chooseLang(params.get("lang") ?? saved("lang") ?? (navigator.language.startsWith("zh") ? "zh" : "en"));

// ── the desk's state ──────────────────────────────────

function listen() {
  const events = new EventSource("events");
  events.onmessage = (e) => { $("lost").hidden = true; take(JSON.parse(e.data)); };
  events.onerror = () => { $("lost").hidden = false; };
}

function take(next) {
  const old = state;
  state = next;
  if (!page()) pageName = state.pages[0]?.name ?? null;
  const follows = old && next.shown === old.shown + 1 || old && next.shown === old.shown;
  drawBar();
  drawSide();
  drawError();
  if (!old || !old.shown) refit();
  paint(follows ? (next.shown === old.shown ? [] : page()?.dirty ?? null) : null);
}

const page = () => state?.pages.find((p) => p.name === pageName);
const query = () => new URLSearchParams({ overlay: overlays.join(","), lang: langName() }).toString();

// paint brings the page up to date; dirty is what changed, null = all.
async function paint(dirty) {
  const p = page();
  if (!p || !state.shown) return;
  const rev = state.shown, began = state.rev;
  if (overlays.length && dirty?.length) dirty = null; // overlays change elsewhere too
  now.at = before.at = at;
  const jobs = [now.show(p, rev, query(), dirty)];
  if (comparing && state.before) jobs.push(before.show(p, state.before, query(), before.rev === state.before ? [] : null));
  if ((await Promise.all(jobs))[0] === false) return;
  // What was put into the page is on the screen after the next frame.
  requestAnimationFrame(() => setTimeout(() => {
    dispatchEvent(new CustomEvent("painted", { detail: { rev: began, at: performance.timeOrigin + performance.now() } }));
  }));
}

// ── bar ───────────────────────────────────────────────

const el = (tag, attrs = {}, ...kids) => {
  const e = Object.assign(document.createElement(tag), attrs);
  e.append(...kids);
  return e;
};

function drawWords() {
  document.documentElement.lang = langName() === "zh" ? "zh-CN" : "en";
  for (const e of document.querySelectorAll("[data-t]")) {
    const text = t(e.dataset.t);
    if (e.textContent.length === 1) { e.title = text; e.ariaLabel = text; } else e.textContent = text;
  }
  $("lang").textContent = langName() === "zh" ? "English" : "中文";
  $("zoom").ariaLabel = t("kZoom");
  $("pages").ariaLabel = t("pages");
  $("now").ariaLabel = t("now");
  const keys = [["← ↑ → ↓", "kMove"], ["+ −", "kZoom"], ["0 w", "kFit"], ["[ ]", "kPage"], ["p n", "kFinding"], ["1 … 9", "kOverlay"],
    ["c", "kCompare"], ["s", "kPanel"], [langName() === "zh" ? "单击" : "click", "kClick"], ["Esc", "kClose"]];
  $("keys").querySelector("dl").replaceChildren(...keys.flatMap(([k, text]) => [el("dt", {}, el("kbd", { textContent: k })), el("dd", { textContent: t(text) })]));
}

function drawBar() {
  $("edition").textContent = state.edition;
  document.title = [state.edition, pageName].filter(Boolean).join(" ") || "paiban";
  $("pages").replaceChildren(...state.pages.map((p) => {
    const b = el("button", { textContent: p.name, title: p.title, onclick: () => turnTo(p.name) });
    b.role = "tab";
    b.ariaSelected = p.name === pageName;
    return b;
  }));
  $("overlays").querySelector("div").replaceChildren(...state.overlays.map((name, i) => el("label", {},
    el("input", { type: "checkbox", name, checked: overlays.includes(name), onchange: () => toggleOverlay(name) }),
    " " + t(name === "legs" ? "legsOverlay" : name) + " ", el("kbd", { textContent: i + 1 }))));
  $("compare").disabled = !state.before;
  $("scale").textContent = Math.round(at.zoom * 75) + "%"; // 100 % is life size: 96 CSS pixels an inch
}

function toggleOverlay(name) {
  overlays = overlays.includes(name) ? overlays.filter((o) => o !== name) : [...overlays, name];
  saved("overlays", overlays.join(","));
  drawBar();
  paint([]);
}

function turnTo(name) {
  pageName = name;
  selected = -1;
  mark(null);
  before.clear();
  drawBar();
  drawSide();
  refit();
  paint(null);
}

function compare(on) {
  comparing = on && !!state?.before;
  $("compare").ariaPressed = comparing;
  $("before").hidden = !comparing;
  $("now").querySelector("figcaption").hidden = !comparing;
  if (!comparing) before.clear();
  refit();
  paint([]);
}

// ── side ──────────────────────────────────────────────

function drawSide() {
  $("stories").replaceChildren(...(page()?.stories ?? []).map((s) => {
    const [kind, text] = s.over_lines ? ["over", t("over", s.over_em, s.over_lines)] : s.room_lines ? ["room", t("room", s.room_em, s.room_lines)] : ["full", t("full")];
    return el("tr", {}, el("td", {}, el("button", { textContent: s.id, title: s.head, onclick: () => goTo(union(s.frames.map((f) => f.box))) }), el("small", { textContent: s.head })),
      el("td", { textContent: s.legs }), el("td", { textContent: s.lines }), el("td", { textContent: s.chars }), el("td", { className: kind, textContent: text }));
  }));
  const counts = (severity) => state.findings.filter((f) => f.severity === severity && !f.waived).length;
  $("count").textContent = state.findings.length ? t("count", counts("error"), counts("warning")) : t("none");
  $("findings").replaceChildren(...state.findings.map((f, i) => el("li", { className: f.severity + (f.waived ? " waived" : "") },
    el("button", { onclick: () => choose(i) }, el("b", { textContent: t(f.severity) + " " }), f.code + (f.page ? " · " + f.page : ""), el("div", { textContent: pick(f.message) })),
    ...(f.waived ? [el("div", { className: "hint", textContent: t("waived") + " " + f.waived })] : []),
    ...(pick(f.hint) ? [el("div", { className: "hint", textContent: pick(f.hint) })] : []), drawSource(f))));
}

// drawSource shows a place in the input with its line; a link opens the editor.
function drawSource(s) {
  if (!s.file) return "";
  const where = s.line ? `${s.file}:${s.line}:${s.col}` : s.file;
  const chars = [...s.text];
  return el("div", { className: "source" }, s.link ? el("a", { href: s.link, textContent: where }) : where,
    ...(s.text ? [el("pre", {}, chars.slice(0, s.mark).join(""), el("mark", { textContent: chars[s.mark] ?? " " }), chars.slice(s.mark + 1).join(""))] : []));
}

function drawError() {
  $("error").hidden = state.valid;
  if (state.valid) return;
  const errors = state.findings.filter((f) => f.severity === "error").slice(0, 5);
  $("error").replaceChildren(el("h3", { textContent: t(state.shown ? "broken" : "nothing") }),
    ...errors.map((f) => el("div", {}, pick(f.message), drawSource(f))));
}

function choose(i) {
  const n = state.findings.length;
  if (!n) return;
  selected = (i + n) % n;
  const f = state.findings[selected];
  if (f.page && f.page !== pageName && state.pages.some((p) => p.name === f.page)) {
    const keep = selected;
    turnTo(f.page);
    selected = keep;
  }
  if (f.box && (!f.page || f.page === pageName)) goTo(f.box);
  const button = $("findings").children[selected]?.querySelector("button");
  button?.scrollIntoView({ block: "nearest" });
  button?.focus({ preventScroll: true });
}

function drawPlace(spot) {
  const story = spot.story && spot.story !== "furniture" ? spot.story + " · " : "";
  $("place").hidden = !spot.role && !spot.inks.length;
  if ($("place").hidden) return;
  $("place").querySelector("div").replaceChildren(el("div", { textContent: spot.role ? story + t(spot.role) : "" }), ...spot.inks.map((i) => el("div", { className: "ink", textContent: t(i.what) + " " + (i.ink ? `${i.ink} = ${i.sum}%` : t("paper")) })), ...spot.places.map(drawSource));
}

// ── moving ────────────────────────────────────────────

function look(next) {
  at = { ...next, zoom: Math.max(0.05, Math.min(8, next.zoom)) };
  now.look(at);
  if (comparing) before.look(at);
  if (state) $("scale").textContent = Math.round(at.zoom * 75) + "%";
}

function refit() {
  const p = page(), w = $("now").clientWidth - 32, h = $("now").clientHeight - 32;
  if (!p || !fitting || w <= 0 || h <= 0) return;
  const zoom = fitting === "width" ? w / p.width : Math.min(w / p.width, h / p.height);
  look({ zoom, x: (w + 32 - p.width * zoom) / 2, y: fitting === "width" ? 16 : (h + 32 - p.height * zoom) / 2 });
}

// zoomAt keeps the point under cx, cy (of the stage) where it is.
function zoomAt(factor, cx, cy) {
  fitting = null;
  const zoom = Math.max(0.05, Math.min(8, at.zoom * factor)), k = zoom / at.zoom;
  look({ zoom, x: cx - (cx - at.x) * k, y: cy - (cy - at.y) * k });
}

const zoomMiddle = (factor) => zoomAt(factor, $("now").clientWidth / 2, $("now").clientHeight / 2);
const move = (dx, dy) => { fitting = null; look({ ...at, x: at.x + dx, y: at.y + dy }); };

function goTo(box) {
  if (!box) return;
  const [x, y, w, h] = box, W = $("now").clientWidth, H = $("now").clientHeight;
  fitting = null;
  const zoom = Math.min(Math.max(at.zoom, 1), 0.9 * W / Math.max(w, 1), 0.9 * H / Math.max(h, 1));
  look({ zoom, x: W / 2 - (x + w / 2) * zoom, y: H / 2 - (y + h / 2) * zoom });
  mark(box);
}

function mark(box) {
  now.mark(box);
  before.mark(comparing ? box : null);
}

const union = (boxes) => boxes.length && boxes.reduce((a, b) => {
  const x = Math.min(a[0], b[0]), y = Math.min(a[1], b[1]);
  return [x, y, Math.max(a[0] + a[2], b[0] + b[2]) - x, Math.max(a[1] + a[3], b[1] + b[3]) - y];
});

// askAt shows where what stands under the pointer comes from.
async function askAt(view, e) {
  if (!view.page) return;
  const [x, y] = view.point(e);
  const r = await fetch(`at/${view.rev}/${encodeURIComponent(view.page.name)}?x=${x}&y=${y}`);
  if (!r.ok) return;
  const spot = await r.json();
  mark(spot.role ? spot.box : null);
  drawPlace(spot);
  return spot;
}

function handle(view) {
  const stage = view.stage, fingers = new Map();
  let moved = 0;
  stage.addEventListener("wheel", (e) => {
    e.preventDefault();
    const r = stage.getBoundingClientRect(), unit = e.deltaMode === 1 ? 16 : 1;
    if (e.ctrlKey || e.metaKey || e.deltaMode === 1 || Math.abs(e.deltaY) >= 100 && !e.deltaX) zoomAt(Math.exp(-e.deltaY * unit / (e.ctrlKey ? 160 : 480)), e.clientX - r.left, e.clientY - r.top);
    else move(-e.deltaX, -e.deltaY);
  }, { passive: false });
  stage.addEventListener("pointerdown", (e) => {
    if (e.button) return;
    fingers.set(e.pointerId, e);
    if (fingers.size === 1) moved = 0;
    stage.setPointerCapture(e.pointerId);
  });
  stage.addEventListener("pointermove", (e) => {
    const last = fingers.get(e.pointerId);
    if (!last) return;
    fingers.set(e.pointerId, e);
    const dx = e.clientX - last.clientX, dy = e.clientY - last.clientY;
    moved += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 1) {
      if (moved > 4) { stage.classList.add("dragging"); move(dx, dy); }
      return;
    }
    const other = [...fingers.values()].find((f) => f.pointerId !== e.pointerId), r = stage.getBoundingClientRect();
    const gap = (f) => Math.hypot(f.clientX - other.clientX, f.clientY - other.clientY) || 1;
    zoomAt(gap(e) / gap(last), (e.clientX + other.clientX) / 2 - r.left, (e.clientY + other.clientY) / 2 - r.top);
  });
  const up = (e) => {
    if (!fingers.delete(e.pointerId)) return;
    stage.classList.remove("dragging");
    if (e.type === "pointerup" && moved <= 4 && !fingers.size) askAt(view, e);
  };
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);
  stage.addEventListener("dblclick", async (e) => {
    const link = (await askAt(view, e))?.places[0]?.link;
    if (link) location.href = link;
  });
}

// ── keys and buttons ──────────────────────────────────

function turn(step) {
  const i = state.pages.findIndex((p) => p.name === pageName) + step;
  if (state.pages[i]) turnTo(state.pages[i].name);
}

function refitTo(kind) { fitting = kind; refit(); }

function showPanel(on) {
  $("side").hidden = !on;
  $("panel").ariaPressed = on;
}

const keys = {
  ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
  "+": () => zoomMiddle(1.25), "=": () => zoomMiddle(1.25), "-": () => zoomMiddle(0.8), 0: () => refitTo("page"), w: () => refitTo("width"),
  "[": () => turn(-1), "]": () => turn(1), PageUp: () => turn(-1), PageDown: () => turn(1),
  n: () => choose(selected + 1), p: () => choose(selected - 1), c: () => compare(!comparing), s: () => showPanel($("side").hidden),
  "?": () => $("keys").showModal(), Escape: () => { mark(null); $("place").hidden = true; $("overlays").open = false; },
};

addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || !state || $("keys").open) return;
  const typing = e.target.closest("button, a, summary, input") && ["Enter", " "].includes(e.key);
  const overlay = /^[1-9]$/.test(e.key) && state.overlays[e.key - 1];
  if (typing || !keys[e.key] && !overlay) return;
  e.preventDefault();
  if (overlay) toggleOverlay(overlay);
  else keys[e.key]();
});

$("in").onclick = keys["+"];
$("out").onclick = keys["-"];
$("fit").onclick = keys[0];
$("width").onclick = keys.w;
$("compare").onclick = keys.c;
$("panel").onclick = keys.s;
$("help").onclick = keys["?"];
$("lang").onclick = () => {
  chooseLang(langName() === "zh" ? "en" : "zh");
  saved("lang", langName());
  $("place").hidden = true; // it is in the other language
  drawWords();
  if (state) { drawBar(); drawSide(); drawError(); paint([]); }
};
new ResizeObserver(refit).observe($("now"));
handle(now);
handle(before);
drawWords();
listen();
