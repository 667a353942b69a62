"use strict";
// Arrows turn pages and stories, "/" goes to the search.
addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select")) return;
  if (e.key === "/") {
    e.preventDefault();
    document.querySelector("input[type=search]").focus();
    return;
  }
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[e.key];
  const to = rel && document.querySelector(`a[rel=${rel}]`);
  if (to) to.click();
});

// A story named in the list beside a page shows where it stands.
for (const a of document.querySelectorAll("[data-area]")) {
  const on = document.getElementById(a.dataset.area);
  for (const [event, lit] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]])
    a.addEventListener(event, () => on.classList.toggle("lit", lit));
}

// fold makes a text easy to compare – full-width forms and capitals as their plain
// fellows – and keeps for each unit of it where in the text it comes from.
function fold(text) {
  let out = "";
  const from = [];
  let at = 0;
  for (const c of text) {
    const f = c.normalize("NFKC").toLowerCase();
    for (let i = 0; i < f.length; i++) from.push(at);
    out += f;
    at += c.length;
  }
  from.push(at);
  return { out, from };
}

// Search: every word must occur in a story, as a plain part of its text, which serves
// Chinese without a dictionary. Words in the title count more.
function paibanIndex(stories) {
  const query = new URLSearchParams(location.search).get("q") || "";
  const box = document.querySelector("input[type=search]");
  const found = document.getElementById("found");
  const words = fold(query).out.split(/\s+/).filter(Boolean);
  box.value = query;
  if (!words.length) {
    found.textContent = found.dataset.ask;
    box.focus();
    return;
  }
  const hits = [];
  stories.forEach((story, order) => {
    const title = fold(story.t), text = fold(story.x);
    let score = 0;
    for (const w of words) {
      const t = title.out.split(w).length - 1, x = text.out.split(w).length - 1;
      if (t + x === 0) return;
      score += 20 * t + Math.min(x, 19);
    }
    hits.push({ story, title, text, score, order });
  });
  hits.sort((a, b) => b.score - a.score || a.order - b.order);
  found.textContent = hits.length ? found.dataset.some + hits.length : found.dataset.none;
  const list = document.getElementById("hits");
  for (const h of hits) {
    const li = document.createElement("li"), a = document.createElement("a"), p = document.createElement("p"), small = document.createElement("small");
    a.href = h.story.u;
    mark(a, h.story.t, h.title, words, 0, h.story.t.length);
    small.textContent = h.story.p;
    const first = Math.min(...words.map((w) => h.text.out.indexOf(w)).filter((i) => i >= 0));
    const at = first < Infinity ? h.text.from[first] : 0;
    const begin = Math.max(0, at - 30), end = Math.min(h.story.x.length, at + 90);
    if (begin > 0) p.append("…");
    mark(p, h.story.x, h.text, words, begin, end);
    if (end < h.story.x.length) p.append("…");
    li.append(a, " ", small, p);
    list.append(li);
  }
}

// mark puts text from begin to end into an element, with the words marked.
function mark(el, text, folded, words, begin, end) {
  const marked = new Uint8Array(text.length);
  for (const w of words)
    for (let i = folded.out.indexOf(w); i >= 0; i = folded.out.indexOf(w, i + w.length)) {
      const stop = folded.from[i + w.length] > folded.from[i] ? folded.from[i + w.length] : folded.from[i] + 1;
      marked.fill(1, folded.from[i], stop);
    }
  // Never cut a character that takes two units.
  if (begin > 0 && text.codePointAt(begin - 1) > 0xffff) begin--;
  if (end < text.length && text.codePointAt(end - 1) > 0xffff) end++;
  for (let i = begin; i < end; ) {
    let j = i;
    while (j < end && marked[j] === marked[i]) j++;
    const part = text.slice(i, j).replaceAll("\n", " ");
    if (marked[i]) {
      const m = document.createElement("mark");
      m.textContent = part;
      el.append(m);
    } else el.append(part);
    i = j;
  }
}
