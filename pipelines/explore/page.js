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
  charts() { return this.get(`charts?${this.query()}`); },
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
  // The tenth, the half and nine tenths of the lengths of each name.
  ranges(title, nameOf) {
    const lengths = new Map();
    const wanted = state.filters.get("strategies");
    for (const row of this.chosen()) for (const [strategy, tokens] of row.lengths) {
      if (wanted && wanted.size && !wanted.has(strategy)) continue;
      const name = nameOf(row, strategy);
      if (!lengths.has(name)) lengths.set(name, []);
      lengths.get(name).push(tokens);
    }
    const rows = [...lengths].map(([name, found]) => {
      found.sort((a, b) => a - b);
      const at = (part) => {
        const place = part * (found.length - 1), below = Math.floor(place);
        const above = found[Math.min(below + 1, found.length - 1)];
        return found[below] + (place - below) * (above - found[below]);
      };
      return { name, count: found.length, low: at(0.1), middle: at(0.5), high: at(0.9) };
    });
    rows.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
    return { kind: "ranges", title, unit: "tokens", rows: rows.slice(0, 16) };
  },
  shares() {
    const cells = new Map(), columns = new Set();
    for (const { values } of this.chosen()) {
      const name = [values.type || values.family, values.strategy.replaceAll("_", " ")].filter(Boolean).join(" · ");
      if (!cells.has(name)) cells.set(name, new Map());
      const [rows, right] = cells.get(name).get(values.band) || [0, 0];
      cells.get(name).set(values.band, [rows + 1, right + (values.is_right ? 1 : 0)]);
      columns.add(values.band);
    }
    const bands = [...columns].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    return {
      kind: "shares", title: "Accuracy by type, difficulty and strategy",
      about: "the share that is right, and of how many", columns: bands,
      rows: [...cells].sort((a, b) => (a[0] < b[0] ? -1 : 1)).slice(0, 32).map(([name, found]) =>
        ({ name, cells: bands.map((band) => found.get(band) || [0, 0]) })),
    };
  },
  async charts() {
    if (about.judged) {
      return [this.shares(), ...about.fixed.training,
        this.ranges("Tokens of a completion, by strategy", (row, strategy) => strategy)];
    }
    const families = new Set(this.chosen().map((row) => row.values.family));
    const first = [...families].sort().find((name) => about.fixed.distances[name]);
    return [
      this.ranges("Tokens of a solution, by strategy", (row, strategy) => strategy),
      this.ranges("Tokens of a solution, by difficulty", (row) => row.values.difficulty),
      ...(first ? [about.fixed.distances[first]] : []),
    ].filter((chart) => chart.kind !== "ranges" || chart.rows.length);
  },
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
  const lines = one.lines.map((line) => {
    const item = typeset("li", line.text, { class: line.mark || "", title: line.claim || "" });
    if (line.first) item.append(made("span", { class: "first" }, "first wrong step"));
    return item;
  });
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

// Charts

function drawn(name, attributes = {}, ...inner) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inner);
  return element;
}

const short = (number) => Math.round(number).toLocaleString("en");

const charts = {
  ranges(chart) {
    const most = Math.max(...chart.rows.map((row) => row.high), 1);
    const rows = chart.rows.map((row) => {
      const bar = made("span", { class: "range" }, made("i"), made("b"));
      bar.style.setProperty("--low", `${(100 * row.low) / most}%`);
      bar.style.setProperty("--middle", `${(100 * row.middle) / most}%`);
      bar.style.setProperty("--high", `${(100 * row.high) / most}%`);
      return made("tr", {},
        made("th", { scope: "row" }, breakable(String(row.name).replaceAll("_", " "))),
        made("td", { class: "wide" }, bar), made("td", {}, short(row.middle)),
        made("td", {}, `${short(row.low)}–${short(row.high)}`),
        made("td", {}, row.count.toLocaleString("en")));
    });
    const head = made("tr", {}, ...["", "", "median", "80 % within", about.judged ? "completions" : "solutions"].map((name) => made("th", {}, name)));
    return made("table", { class: "chart" }, made("thead", {}, head), made("tbody", {}, ...rows));
  },
  matrix(chart) {
    const head = made("tr", {}, made("th", {}),
      ...chart.names.map((name, i) => made("th", { title: name }, String(i + 1))));
    const rows = chart.cells.map((cells, i) => made("tr", {},
      made("th", { scope: "row" }, `${i + 1} ${chart.names[i]}`),
      ...cells.map((value, j) => {
        const cell = made("td", { class: "cell" }, value === null || i === j ? "" : value.toFixed(2));
        if (value !== null && i !== j) cell.style.setProperty("--part", `${45 * value}%`);
        return cell;
      })));
    return made("table", { class: "chart matrix" }, made("thead", {}, head), made("tbody", {}, ...rows));
  },
  shares(chart) {
    const head = made("tr", {}, ...["", ...chart.columns].map((name) => made("th", {}, name)));
    const rows = chart.rows.map((row) => made("tr", {}, made("th", { scope: "row" }, row.name),
      ...row.cells.map(([count, right]) => {
        if (!count) return made("td", {}, "–");
        const cell = made("td", { class: "cell" }, `${Math.round((100 * right) / count)} %`,
          made("small", {}, ` of ${count.toLocaleString("en")}`));
        cell.style.setProperty("--part", `${(45 * right) / count}%`);
        return cell;
      })));
    return made("table", { class: "chart" }, made("thead", {}, head), made("tbody", {}, ...rows));
  },
  lines(chart) {
    const wanted = state.filters.get("cell") || new Set();
    const panels = chart.panels.filter((one) => !wanted.size || wanted.has(one.cell));
    return made("div", { class: "panels" }, ...panels.map((one) => {
      const points = one.curves.flatMap((curve) => curve.points);
      const last = Math.max(...points.map(([step]) => step), 1);
      const paths = one.curves.map((curve, i) => drawn("polyline", {
        class: `curve curve-${i % 8}`,
        points: curve.points.map(([step, part]) =>
          `${(36 + (254 * step) / last).toFixed(1)},${(110 - 100 * part).toFixed(1)}`).join(" "),
      }, drawn("title", {}, curve.name)));
      const grid = [0, 0.5, 1].map((part) => drawn("g", { class: "grid" },
        drawn("line", { x1: 36, x2: 290, y1: 110 - 100 * part, y2: 110 - 100 * part }),
        drawn("text", { x: 32, y: 114 - 100 * part, "text-anchor": "end" }, `${100 * part} %`)));
      const end = drawn("text", { class: "grid", x: 290, y: 126, "text-anchor": "end" },
        `update ${short(last)}`);
      const key = one.curves.map((curve, i) => made("span", { class: `key curve-${i % 8}` }, curve.name));
      return made("figure", {}, made("figcaption", {}, one.title),
        drawn("svg", { viewBox: "0 0 300 130", role: "img", "aria-label": one.title }, ...grid, end, ...paths),
        made("div", { class: "keys" }, ...key));
    }));
  },
};

let asked = 0;

// What is drawn of the chosen rows stands where none of them is open.
async function overview() {
  const number = ++asked;
  const found = await source.charts();
  if (number !== asked || state.current !== null) return;
  byId("detail").replaceChildren(byId("hint").content.cloneNode(true), ...found.map((chart) =>
    made("section", { class: `charted ${chart.kind}` }, made("h2", {}, chart.title),
      ...(chart.about ? [made("p", { class: "tags" }, chart.about)] : []), charts[chart.kind](chart))));
  document.body.dataset.charts = String(Number(document.body.dataset.charts || 0) + 1);
}

function close() {
  state.current = null;
  byId("overview").hidden = true;
  mark();
  remember();
  return overview();
}

async function open(number) {
  state.current = number;
  byId("overview").hidden = false;
  mark();
  const row = await source.row(number);
  if (state.current !== number) return; // another row was opened meanwhile
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

let refreshed = 0;

async function refresh() {
  const number = ++refreshed;
  state.offset = 0;
  remember();
  const [counts, lines] = await Promise.all([source.counts(), source.lines()]);
  if (number !== refreshed) return; // filtered anew meanwhile
  state.all = counts.rows;
  showCounts(counts);
  showLines(lines, counts.rows);
  if (state.current === null) overview().catch(told);
  document.body.dataset.ready = String(Number(document.body.dataset.ready || 0) + 1);
}

async function more() {
  const number = refreshed;
  state.offset += about.page;
  const lines = await source.lines();
  if (number === refreshed) showLines(lines, state.all);
}

function choose(name, value, wanted) {
  const values = state.filters.get(name) || new Set();
  if (wanted) values.add(value);
  else values.delete(value);
  state.filters.set(name, values);
  refresh().catch(told);
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

function told(error) {
  byId("count").textContent = `could not be shown: ${error.message}`;
}

let waiting = 0;
byId("search").addEventListener("input", (event) => {
  state.search = event.target.value;
  clearTimeout(waiting);
  waiting = setTimeout(() => refresh().catch(told), 150);
});
byId("clear").addEventListener("click", () => {
  state.filters.clear();
  state.search = byId("search").value = "";
  refresh().catch(told);
});
byId("more").addEventListener("click", more);
byId("overview").addEventListener("click", close);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.id === "search") {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "Escape" && state.current !== null) close();
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
})().catch(told);
