"use strict";
// Rows come from the server, or, in a page that stands alone, from the page itself. Text that is put
// in as HTML was escaped and typeset before it came here.
const about = JSON.parse(document.getElementById("about").textContent);
const packed = document.getElementById("rows").textContent.trim();
const state = { filters: new Map(), search: "", offset: 0, current: null };
const byId = (id) => document.getElementById(id);

const server = {
  query(more = {}) {
    const query = new URLSearchParams(more);
    for (const [name, values] of state.filters) for (const value of values) query.append(name, value);
    if (state.search) query.set("search", state.search);
    return query;
  },
  async get(path) {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
    return answer.json();
  },
  counts() { return this.get(`counts?${this.query()}`); },
  lines() { return this.get(`lines?${this.query({ offset: state.offset })}`); },
  row(number) { return this.get(`rows/${number}`); },
};

const alone = {
  rows: [],
  async unpack() {
    const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    this.rows = JSON.parse(await new Response(stream).text());
  },
  has(row, name, wanted) {
    const value = row.values[name];
    return Array.isArray(value) ? value.some((one) => wanted.has(one)) : wanted.has(value);
  },
  chosen(without = "") {
    const text = state.search.toLowerCase();
    return this.rows.filter((row) =>
      (!text || row.values.searched.includes(text)) &&
      [...state.filters].every(([name, wanted]) =>
        name === without || !wanted.size || this.has(row, name, wanted)));
  },
  async counts() {
    const facets = {};
    for (const facet of about.facets) {
      const counted = new Map();
      for (const row of this.chosen(facet.name)) {
        for (const value of [row.values[facet.name]].flat()) {
          const [rows, right] = counted.get(value) || [0, 0];
          counted.set(value, [rows + 1, right + (row.values.is_right ? 1 : 0)]);
        }
      }
      facets[facet.name] = [...counted]
        .filter(([value]) => value !== "" || counted.size > 1)
        .sort((a, b) => (a[0] < b[0] ? -1 : 1))
        .map(([value, [rows, right]]) => [value, rows, about.judged ? right : null]);
    }
    return { rows: this.chosen().length, facets };
  },
  async lines() { return this.chosen().slice(state.offset, state.offset + about.page); },
  async row(number) { return this.rows.find((row) => row.number === number).detail; },
};

const source = packed ? alone : server;

function made(name, attributes = {}, ...inner) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inner);
  return element;
}

// A name may be broken behind each of its parts.
function breakable(name) {
  return name.replace(/[._]/g, (sign) => `${sign}\u200b`);
}

function typeset(name, html, attributes = {}) {
  const element = made(name, attributes);
  element.innerHTML = html;
  return element;
}

function showCounts(counts) {
  byId("count").textContent = `${counts.rows.toLocaleString("en")} ${about.noun}`;
  byId("clear").hidden = !state.search && ![...state.filters.values()].some((one) => one.size);
  const shown = [];
  for (const facet of about.facets) {
    const values = counts.facets[facet.name];
    const wanted = state.filters.get(facet.name) || new Set();
    if (values.length < 2 && !wanted.size) continue;
    const most = Math.max(...values.map(([, rows]) => rows), 1);
    const group = made("fieldset", {}, made("legend", {}, facet.title));
    for (const [value, rows, right] of values) {
      const box = made("input", { type: "checkbox", name: facet.name, value });
      box.checked = wanted.has(value);
      box.addEventListener("change", () => choose(facet.name, value, box.checked));
      const number = right === null ? rows.toLocaleString("en")
        : `${Math.round((100 * right) / rows)} % of ${rows.toLocaleString("en")}`;
      const label = made("label", { class: "value" }, box,
        made("span", {}, value === "" ? "(none)" : breakable(value)),
        made("span", { class: "number" }, number));
      label.style.setProperty("--part", `${(100 * rows) / most}%`);
      group.append(label);
    }
    shown.push(group);
  }
  const focused = document.activeElement;
  const [name, value] = focused && focused.type === "checkbox" ? [focused.name, focused.value] : [];
  byId("facets").replaceChildren(...shown);
  if (name) for (const box of byId("facets").querySelectorAll("input")) {
    if (box.name === name && box.value === value) box.focus();
  }
}

function showLines(lines, all) {
  const items = lines.map((line) => {
    const button = made("button", { type: "button", "data-number": line.number },
      typeset("span", line.text, { class: "text" }),
      made("span", { class: "tags" }, breakable(line.tags.join(" · "))));
    button.addEventListener("click", () => open(line.number));
    return made("li", {}, button);
  });
  if (state.offset) byId("lines").append(...items);
  else byId("lines").replaceChildren(...items);
  byId("more").hidden = state.offset + lines.length >= all;
  mark();
}

function mark() {
  for (const button of byId("lines").querySelectorAll("button")) {
    button.setAttribute("aria-current", String(Number(button.dataset.number) === state.current));
  }
}

function solution(one) {
  const lines = one.lines.map((line) =>
    typeset("li", line.text, { class: line.mark || "", title: line.claim || "" }));
  const shown = made("section", { class: one.wrong ? "solution wrong" : "solution" },
    made("h3", {}, one.title || "solution"),
    made("div", { class: "tags" }, one.about.join(" · ")),
    made("ol", {}, ...lines));
  if (one.graph) {
    shown.append(made("details", {}, made("summary", {}, "What each step rests on"),
      typeset("div", one.graph, { class: "drawn" })));
  }
  return shown;
}

async function open(number) {
  state.current = number;
  mark();
  const row = await source.row(number);
  const facts = made("div", { class: "facts" });
  for (const [name, value] of Object.entries(row.facts)) {
    facts.append(made("span", {}, `${name} `, made("b", {}, value)));
  }
  byId("detail").replaceChildren(
    made("h2", {}, row.name), typeset("p", row.text, { class: "posed" }), facts,
    made("div", { class: "solutions" }, ...row.columns.map(solution)));
  byId("detail").scrollTop = 0;
  remember();
}

async function refresh() {
  state.offset = 0;
  remember();
  const [counts, lines] = await Promise.all([source.counts(), source.lines()]);
  state.all = counts.rows;
  showCounts(counts);
  showLines(lines, counts.rows);
  document.body.dataset.ready = String(Number(document.body.dataset.ready || 0) + 1);
}

async function more() {
  state.offset += about.page;
  showLines(await source.lines(), state.all);
}

function choose(name, value, wanted) {
  const values = state.filters.get(name) || new Set();
  if (wanted) values.add(value);
  else values.delete(value);
  state.filters.set(name, values);
  refresh();
}

// What is shown stands in the address, so that it can be shared and gone back to.
function remember() {
  const kept = new URLSearchParams();
  for (const [name, values] of state.filters) for (const value of values) kept.append(name, value);
  if (state.search) kept.set("search", state.search);
  if (state.current !== null) kept.set("row", state.current);
  history.replaceState(null, "", `#${kept}`);
}

function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  for (const facet of about.facets) {
    if (kept.has(facet.name)) state.filters.set(facet.name, new Set(kept.getAll(facet.name)));
  }
  state.search = kept.get("search") || "";
  byId("search").value = state.search;
  return kept.has("row") ? Number(kept.get("row")) : null;
}

function step(by) {
  const buttons = [...byId("lines").querySelectorAll("button")];
  const at = buttons.findIndex((button) => Number(button.dataset.number) === state.current);
  const next = buttons[Math.min(Math.max(at + by, 0), buttons.length - 1)];
  if (next) {
    next.scrollIntoView({ block: "nearest" });
    open(Number(next.dataset.number));
  }
}

let waiting = 0;
byId("search").addEventListener("input", (event) => {
  state.search = event.target.value;
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 150);
});
byId("clear").addEventListener("click", () => {
  state.filters.clear();
  state.search = byId("search").value = "";
  refresh();
});
byId("more").addEventListener("click", more);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.id === "search") {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") {
    event.preventDefault();
    byId("search").focus();
  }
});

(async () => {
  if (packed) await alone.unpack();
  const number = recall();
  await refresh();
  if (number !== null) await open(number);
})().catch((error) => {
  byId("count").textContent = `could not be shown: ${error.message}`;
});
