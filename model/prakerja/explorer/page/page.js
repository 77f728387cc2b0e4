// Levers at the left become questions, answers become a picture: all numbers and words come from prakerja explore.
"use strict";

const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const make = (tag, about = {}, ...inside) => fill(document.createElement(tag), about, inside);
const draw = (tag, about = {}, ...inside) => fill(document.createElementNS(SVG, tag), about, inside);
function fill(node, about, inside) {
  for (const [name, value] of Object.entries(about)) node.setAttribute(name, value);
  node.append(...inside);
  return node;
}

// ------------------------------------------------------------------------------------------------ what is set

let lang = document.documentElement.lang, frame = null, setting = {}, kept = [];

function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  lang = said.get("lang") || lang;
  kept = said.getAll("kept").slice(0, 6).map((one, place) => ({ place, setting: Object.fromEntries(new URLSearchParams(one)) }));
  setting = Object.fromEntries([...said].filter(([key]) => key !== "lang" && key !== "kept"));
}

function writeAddress() {
  const said = new URLSearchParams({ lang, ...setting });
  for (const one of kept) said.append("kept", new URLSearchParams(one.setting));
  history.replaceState(null, "", "#" + said);
}

// ------------------------------------------------------------------------------------------------ questions

let live = null, turn = 0, shown = 0, pending = [], moved = null, refused = [];

function connect() {
  live = new WebSocket(`ws://${location.host}/live${document.documentElement.dataset.key}`);
  live.onopen = begin;
  live.onmessage = (event) => answered(JSON.parse(event.data));
  live.onclose = () => frame && problems([frame.words.lost]);
}

function begin() {
  readAddress();
  pending = [];
  moved = null;
  shown = turn;
  ask({ do: "frame", slot: "frame", setting: {} });
}

const ask = (question) => live.readyState === WebSocket.OPEN && live.send(JSON.stringify({ lang, ...question }));

// A lever moves more often than a picture is drawn: every so many milliseconds it is asked what it then stands at. Of the
// questions that wait where they are answered, only the newest stays.
const OFTEN = 40;
let last = 0;

function moving(since) {
  if (moved !== null) return;
  moved = since;
  setTimeout(() => moved !== null && look(false, moved), last + OFTEN - performance.now());
}

function look(exact, since) {
  moved = null;
  last = performance.now();
  pending.push({ turn: ++turn, exact, since });
  ask({ do: "look", slot: "now", turn, setting, exact });
  underWay();
}

function letGo() {
  if (moved !== null) look(false, moved);
  place();
  look(true, performance.now());
}

function underWay() {
  if (!pending.length) return;
  $("answer").dataset.engine = "working";
  if (pending.some((one) => one.exact)) $("engine").textContent = frame.words.working;
}

function answered(said) {
  if (said.do === "full") return problems(said.problems);
  if (said.do === "frame") return framed(said.frame);
  if (said.do === "brief") return briefed(said);
  if (said.do === "save") return ($("saved").textContent = said.saved || said.problems.join("; "));
  if (said.slot !== "now") return besides(said);
  if (said.turn <= shown) return;
  shown = said.turn;
  const until = pending.filter((one) => one.turn <= shown);
  pending = pending.filter((one) => one.turn > shown);
  if (said.problems) cannotBe(said);
  else show(said.view, (said.view.exact ? until.at(-1) : until.find((one) => !one.exact)).since);  // dropped dice wait no more
  underWay();
}

// What an address says of levers and is no setting of theirs is told, and the plan is shown.
function cannotBe(said) {
  refused = [frame.words.impossible, ...said.problems];
  problems(refused);
  if (said.setting) return;
  setting = {};
  letGo();
}

// ------------------------------------------------------------------------------------------------ levers

function framed(said) {
  frame = said;
  lang = document.documentElement.lang = frame.lang;
  document.title = $("title").textContent = frame.title;
  $("about").textContent = frame.about.join(" · ");
  const words = { "levers-head": "levers", "answer-head": "answer", policy: "policy", world: "world", "world-note": "world_note",
    back: "back", keep: "keep", brief: "brief", save: "save", "save-label": "save_name", language: "language", "kept-head": "kept", reading: "reading" };
  for (const [id, key] of Object.entries(words)) $(id).textContent = frame.words[key];
  $("language").lang = lang === "en" ? "id" : "en";
  for (const id of ["policy-levers", "world-levers"]) $(id).replaceChildren();
  for (const lever of frame.controls) $(lever.world ? "world-levers" : "policy-levers").append(leverOf(lever));
  look(true, performance.now());
  kept.forEach(askKept);
}

function leverOf(lever) {
  const id = `lever-${lever.key}`, isSwitch = lever.kind === "switch";
  const input = isSwitch ? make("input", { type: "checkbox", id })
    : make("input", { type: "range", id, min: lever.low, max: lever.high, step: lever.step });
  const undo = make("button", { type: "button", class: "undo", "aria-label": `${frame.words.back}: ${lever.name}` }, "↺");
  const output = make("output", { for: id });
  const row = make("div", { class: isSwitch ? "lever switch" : "lever" },
    make("div", { class: "top" }, make("label", { for: id }, lever.name), output),
    make("div", { class: "below" }, input, undo),
    make("p", { class: "was" }));
  Object.assign(lever, { row, input, output });
  input.addEventListener("input", (event) => { take(lever); placeOne(lever); moving(event.timeStamp); });
  input.addEventListener("change", letGo);
  undo.addEventListener("click", () => { delete setting[lever.key]; input.focus(); letGo(); });
  return row;
}

// Making a format takes longer than using it.
const formats = new Map();
function format(kind, about, said = lang) {
  const key = kind.name + said + JSON.stringify(about);
  if (!formats.has(key)) formats.set(key, new kind(said, about));
  return formats.get(key);
}

const dated = (number) => new Date((number - 719163) * 864e5);  // ordinals count days from 1 January of year 1
const iso = (number) => dated(number).toISOString().slice(0, 10);
const ordinal = (text) => Date.parse(text) / 864e5 + 719163;

function written(lever, number) {
  const plain = (digits, value = number) => format(Intl.NumberFormat, { maximumFractionDigits: digits }).format(value);
  switch (lever.kind) {
    case "date": return format(Intl.DateTimeFormat, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }, lang === "en" ? "en-GB" : lang).format(dated(number));
    case "switch": return frame.words[number ? "yes" : "no"];
    case "share": return plain(0, 100 * number) + " %";
    case "days": return format(Intl.NumberFormat, { style: "unit", unit: "day", unitDisplay: "long" }).format(number);
    case "times": return "×" + plain(2);
    case "people": return plain(0);
    default: return plain(Math.abs(number) >= 100 ? 0 : 3);
  }
}

function take(lever) {
  refused = [];
  const number = lever.kind === "switch" ? Number(lever.input.checked) : Number(lever.input.value);
  if (lever.now !== null && Math.abs(number - lever.now) < lever.step / 1e6) delete setting[lever.key];
  else setting[lever.key] = lever.kind === "date" ? iso(number) : String(number);
}

// Puts every lever where the setting has it.
function place() {
  frame.controls.forEach(placeOne);
  const still = !Object.keys(setting).length;
  $("back").disabled = still;
  $("keep").disabled = kept.length >= 6;
  writeAddress();
}

function placeOne(lever) {
  const moved = lever.key in setting;
  const number = !moved ? lever.now : lever.kind === "date" ? ordinal(setting[lever.key]) : Number(setting[lever.key]);
  if (lever.kind === "switch") lever.input.checked = Boolean(number);
  else lever.input.value = number === null ? (lever.low + lever.high) / 2 : number;
  const said = number === null ? frame.words.as_believed : written(lever, number);
  lever.output.textContent = said;
  if (lever.kind !== "switch") lever.input.setAttribute("aria-valuetext", said);
  lever.row.classList.toggle("moved", moved);
  lever.row.classList.toggle("believed", number === null);
  lever.row.lastChild.textContent = moved ? `${frame.words.plan}: ${lever.now === null ? frame.words.as_believed : lever.said}` : "";
}

// ------------------------------------------------------------------------------------------------ answers

const problems = (lines) => ($("problems").textContent = lines.join(" "));

function show(view, since) {
  problems(refused);
  if (view.exact && !pending.length && moved === null) {
    setting = view.setting;  // as it was read: on the steps of its levers
    place();
  }
  for (const id of ["sentence", "difference", "engine"]) $(id).textContent = view[id];
  $("changed").replaceChildren(...view.changed.map((line) => make("li", {}, line)));
  view.pictures.forEach(picture);
  table($("table"), view.head, view.rows);
  if (view.exact) $("told").textContent = `${view.sentence} ${view.difference}`;
  now = view;
  beside();
  $("answer").dataset.engine = view.exact ? "exact" : "quick";
  requestAnimationFrame(() => setTimeout(() => performance.measure(view.exact ? "exact" : "quick", { start: since }), 0));
}

let now = null;

function table(node, head, rows) {
  const cell = (said, place) => (place || !said ? make("td", {}, said) : make("th", { scope: "row" }, said));
  node.replaceChildren(
    make("thead", {}, make("tr", {}, ...head.map((said) => make("th", { scope: "col" }, said)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell)))));
}

// ------------------------------------------------------------------------------------------------ pictures

const BANDS = [[0, 6, 0.14], [1, 5, 0.16], [2, 4, 0.26]];  // ends among the quantiles, opacity

function picture(said) {
  const figure = $(said.name), wide = room(figure), small = wide < 620, HIGH = innerWidth > 760 ? 250 : 190;
  const left = 10 + 7 * Math.max(...said.ticks.map((tick) => tick.said.length)), right = small ? 12 : 190, top = 16, bottom = 22;
  const x = (day) => left + (day / (frame.days - 1)) * (wide - left - right);
  const y = (value) => HIGH - bottom - (value / said.top) * (HIGH - top - bottom);
  const tenths = (number) => Math.round(10 * number) / 10;
  const across = Array.from({ length: frame.days }, (_, day) => tenths(x(day)) + ",");
  const points = (values) => values.map((value, day) => across[day] + tenths(y(value)));
  const line = (points) => "M" + points.join("L");
  const last = x(frame.days - 1);
  const svg = draw("svg", { viewBox: `0 0 ${wide} ${HIGH}`, role: "img", "aria-label": said.title, height: HIGH });
  for (const tick of said.ticks) {
    svg.append(draw("path", { class: "axis", d: `M${left},${y(tick.at)}H${last}` }));
    svg.append(draw("text", { x: left - 5, y: y(tick.at) + 4, "text-anchor": "end" }, tick.said));
  }
  for (const month of frame.months)
    svg.append(draw("text", { x: x(month.at), y: HIGH - 6, "text-anchor": "middle" }, wide < 420 ? month.said.slice(0, 1) : month.said));
  svg.append(draw("path", { class: "as-of", d: `M${x(frame.as_of.at)},${top}V${HIGH - bottom}` }));
  svg.append(draw("text", { x: x(frame.as_of.at) + 4, y: top + 8 }, frame.as_of.said));
  svg.append(draw("path", { class: "limit", d: `M${left},${y(said.limit.at)}H${last}` }));
  svg.append(draw("text", { x: left + 3, y: y(said.limit.at) - 4 }, said.limit.said));
  for (const fan of said.fans) {
    const quantiles = fan.quantiles.map(points);
    for (const [low, high, opacity] of BANDS) {
      const round = [...quantiles[low], ...quantiles[high].slice().reverse()];
      svg.append(draw("path", { d: line(round) + "Z", fill: fan.hue, "fill-opacity": opacity }));
    }
    svg.append(draw("path", { class: "ghost", stroke: fan.hue, d: line(points(fan.ghost)) }));
    svg.append(draw("path", { class: "median", stroke: fan.hue, d: line(quantiles[3]) }));
  }
  if (!small) ends(said, y, last, HIGH).forEach((node) => svg.append(node));
  const key = (small ? said.fans : []).map((fan) => make("li", {}, hued(fan.hue), `${fan.said}: ${fan.numbers}`));
  figure.replaceChildren(make("figcaption", {}, said.title), make("div", { class: "unit" }, said.unit), svg,
    make("ul", { class: "key" }, ...key));
}

function room(node) {
  const { paddingLeft, paddingRight } = getComputedStyle(node);
  return node.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
}

function hued(hue) {
  const mark = make("i");
  mark.style.background = hue;
  return mark;
}

// Labels at the ends of the lines, pushed apart where they would lie on one another.
function ends(said, y, last, high) {
  const apart = 31, labels = said.fans.map((fan) => ({ fan, at: y(fan.quantiles[3].at(-1)) })).sort((a, b) => a.at - b.at);
  labels.forEach((label, n) => { if (n) label.at = Math.max(label.at, labels[n - 1].at + apart); });
  for (let n = labels.length - 1, low = high - 30; n >= 0; n--, low -= apart) labels[n].at = Math.min(labels[n].at, low);
  return labels.flatMap(({ fan, at }) => {
    const label = draw("text", { class: "end", x: last + 8, y: at + 2 }, fan.said);
    label.style.fill = fan.hue;
    return [label, draw("text", { class: "end-numbers", x: last + 8, y: at + 16 }, fan.numbers)];
  });
}

// ------------------------------------------------------------------------------------------------ side by side

const askKept = (one) => ask({ do: "look", slot: `kept-${one.place}`, turn: 0, setting: one.setting, exact: true });

function besides(said) {
  const one = kept.find((other) => `kept-${other.place}` === said.slot);
  if (!one) return;
  if (said.problems) { kept = kept.filter((other) => other !== one); problems([frame.words.impossible, ...said.problems]); }
  else one.view = said.view;
  beside();
  writeAddress();
}

function beside() {
  $("beside").hidden = !kept.length;
  if (!kept.length || !now) return;
  const shown = kept.filter((one) => one.view);
  const named = (view) => view.changed.join("; ") || frame.words.plan;
  const number = (row) => (row[1] ? `${row[2]} · ${row[1]}` : row[2]);
  const rows = now.rows.map((row, n) => [row[0], number(row), ...shown.map((one) => number(one.view.rows[n]))]);
  table($("kept"), [now.head[0], frame.words.setting, ...shown.map((one) => named(one.view))],
    [...rows, ["", "", ...shown.map((one) => buttons(one, named(one.view)))]]);
}

// A document is written by a process of its own, which tells how far it is; its files are handed out here.
function briefed(said) {
  $("far").textContent = said.far || said.made || said.problems.join("; ");
  if (said.far) return;
  $("brief").disabled = false;
  const key = document.documentElement.dataset.key;
  const link = (file) => make("li", {}, make("a", { href: file.at + key, download: file.name }, file.name));
  $("made").replaceChildren(...(said.files || []).map(link));
}

function buttons(one, name) {
  const button = (word, act) => {
    const node = make("button", { type: "button", "aria-label": `${frame.words[word]}: ${name}` }, frame.words[word]);
    node.addEventListener("click", act);
    return node;
  };
  return make("span", {}, button("show", () => { setting = { ...one.setting }; letGo(); }), " ",
    button("drop", () => { kept = kept.filter((other) => other !== one); beside(); place(); }));
}

// ------------------------------------------------------------------------------------------------ buttons

$("back").addEventListener("click", () => { refused = []; setting = {}; letGo(); });
$("keep").addEventListener("click", () => {
  const one = { place: [0, 1, 2, 3, 4, 5].find((place) => !kept.some((other) => other.place === place)), setting: { ...setting } };
  kept.push(one);
  askKept(one);
  place();
});
$("saving").addEventListener("submit", (event) => {
  event.preventDefault();
  ask({ do: "save", slot: "save", setting, name: $("save-name").value });
});
$("brief").addEventListener("click", () => {
  $("brief").disabled = true;
  $("made").replaceChildren();
  ask({ do: "brief", slot: "brief", setting, kept: kept.map((one) => one.setting) });
});
$("form").addEventListener("submit", (event) => event.preventDefault());
$("language").addEventListener("click", () => { lang = $("language").lang; writeAddress(); begin(); });
addEventListener("hashchange", begin);
addEventListener("resize", () => now && now.pictures.forEach(picture));
connect();
