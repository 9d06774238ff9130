"use strict";
// The page for exploring by hand. It asks the same routes as curl and shows what it asked. Values
// come from a hostile world: they enter the page as text nodes and attributes, never as markup.

// ---- Making things ------------------------------------------------------------------------------

const $ = (id) => document.getElementById(id);

function make(tag, given, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    } else if (name === "class") {
      node.className = value;
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return node;
}

const button = (text, act, kind) => make("button", { type: "button", class: kind, on: { click: act } }, text);
const link = (hash, text) => make("a", { href: hash }, text);
const tag = (text, kind) => make("span", { class: `tag ${kind || ""}` }, text);
const show = (place, ...children) => place.replaceChildren(...children.flat().filter(Boolean));
const count = (number) => Number(number).toLocaleString("en");
const plural = (number, one) => `${count(number)} ${one}${number === 1 ? "" : "s"}`;
const time = (iso) => iso.replace("T", " ").replace(/\.\d+Z$|Z$/, "");
const pretty = (json) => JSON.stringify(json, null, 2);
const millis = (ms) => ms.toFixed(ms < 1 ? 2 : ms < 100 ? 1 : 0);
const words = (name) => name.replaceAll("_", " ");

function options(select, names, chosen) {
  show(select, names.map((name) => make("option", { value: name, selected: name === chosen }, words(name))));
}

// `columns`: {name, cell(row), class}. On a narrow screen each row becomes a block (class "stack").
function table(columns, rows, none) {
  if (rows.length === 0) return make("p", { class: "quiet" }, none);
  const head = make("tr", {}, columns.map((c) => make("th", { scope: "col", class: c.class }, c.name)));
  const lines = rows.map((row) =>
    make("tr", {}, columns.map((c) => make("td", { class: c.class, "data-name": c.name }, c.cell(row)))));
  return make("div", { class: "scroll" },
    make("table", { class: "stack" }, make("thead", {}, head), make("tbody", {}, lines)));
}

// A name may break behind each dot of it.
const dotted = (name) => name.split(".").flatMap((part, at) => (at ? [".", make("wbr"), part] : [part]));

// Words between back quotes are names of parameters.
const sentence = (text) => text.split("`").map((part, at) => (at % 2 ? make("code", {}, part) : part));

// ---- Asking -------------------------------------------------------------------------------------

async function ask(path, body) {
  const how = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  try {
    const reply = await fetch(path, { ...how, cache: "no-store" });
    $("lost").hidden = true;
    const json = await reply.json().catch(() => ({ error: "the answer is no JSON" }));
    return { ok: reply.ok, status: reply.status, json };
  } catch {
    $("lost").hidden = false;
    return { ok: false, status: 0, json: { error: "the simulator does not answer" } };
  }
}

const told = (path, parameters) => {
  const set = Object.entries(parameters || {}).filter(([, value]) => value !== "" && value !== undefined);
  return ask("/_sim/console/" + path + (set.length ? "?" + new URLSearchParams(set) : ""));
};

const quoted = (text) => "'" + text.replaceAll("'", "'\\''") + "'";
const curl = (path, body) => `curl -s ${location.origin}${path} -d ${quoted(JSON.stringify(body))}`;

// What people cannot do, and what to do first.
const remedies = {
  job_closed: "LinkedIn does not show this job as open: reopen it in the world and sync, or choose another",
  job_unknown: "LinkedIn does not hold this job: sync first, or choose another",
  job_hidden: "this recruiter does not see the job: it is for its hiring team",
  not_enabled: "the integration is off: switch it on first",
  no_callback: "no callback is configured: run the product's onboarding first",
  not_named: "the integration has no name yet: run the product's onboarding first",
  integration_unknown: "there is no integration of this type: run the product's onboarding first",
  organization_unknown: "nobody serves this organization: run the product's onboarding first",
  member_gone: "this member has closed their account: choose another",
  month_used_up: "the seat has had its exports of this month: advance the clock, or serve with --no-quotas",
};

// Does something, and tells it in the log with its curl command.
async function act(title, path, body, outcome) {
  const { ok, status, json } = await ask(path, body);
  const why = json.error || (json.refused ? `refused (${json.refused}): ${remedies[json.refused] || "see simulator/peers.md"}` : "");
  const result = ok ? (outcome ? outcome(json) : "Done.") : `${status || "No answer"}: ${why}`;
  const command = curl(path, body);
  const copy = button("Copy", async () => {
    await navigator.clipboard.writeText(command).then(() => (copy.textContent = "Copied"), () => (copy.textContent = "Select it"));
  }, "link");
  $("log-none").hidden = true;
  $("told").classList.remove("empty");
  $("log").prepend(make("li", { class: ok ? "" : "failed" },
    make("p", { class: "head" }, make("strong", {}, title), make("span", { class: "quiet" }, new Date().toLocaleTimeString("en-GB"))),
    make("p", { class: ok ? "" : "bad" }, result),
    make("pre", {}, command), copy,
    ok ? make("details", {}, make("summary", {}, "Reply"), make("pre", {}, pretty(json))) : null));
  while ($("log").children.length > 50) $("log").lastChild.remove();
  if (ok) await refresh();
  return ok ? json : null;
}

const touched = (kind) => (json) => [
  json.ids.length === 0 ? "Nobody was touched." : `Touched ${count(json.ids.length)}: `,
  ...json.ids.slice(0, 10).flatMap((id) => [link(`#world/${kind}/${id}`, String(id)), " "]),
  json.ids.length > 10 ? "…" : "",
];
const mutate = (title, kind, mutation) => act(title, "/_sim/mutate", { kind, ...mutation }, touched(kind));

// ---- Forms --------------------------------------------------------------------------------------

let vocabulary = null;
const kindOf = (word) => vocabulary.kinds.find((each) => each.kind === word);

// An input for a field; `read` gives what is to be sent, or undefined for nothing.
function input(field, value) {
  const name = { name: field.name, "aria-label": field.name };
  const given = value === undefined ? "" : String(value);
  if (field.type === "flag" || field.type === "word") {
    const offered = field.type === "flag" ? ["true", "false"] : field.words;
    return make("select", name, ["", ...offered].map((word) => make("option", { value: word, selected: word === given }, word || field.helps || "not said")));
  }
  const long = given.length > 60 || given.includes("\n") || field.type === "mutations" || ["content", "body", "address"].includes(field.name);
  if (long) {
    const area = make("textarea", { ...name, placeholder: field.helps });
    area.value = given;
    return area;
  }
  return make("input", { ...name, value: given, placeholder: field.helps, list: field.list, autocomplete: "off", inputmode: ["whole", "ms", "id"].includes(field.type) ? "numeric" : null });
}

function read(field, node) {
  const text = node.value;
  if (text === "" && field.type !== "text") return undefined;
  if (["whole", "ms", "real", "id"].includes(field.type)) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (field.type === "flag") return text === "true";
  if (field.type === "list_of_ms") return text.split(/[\s,]+/).map(Number);
  if (field.type === "mutations") {
    try { return JSON.parse(text); } catch { return text; }
  }
  return text;
}

const field = (given, value, note) => {
  const node = input(given, value);
  return { given, node, label: make("label", { class: node.tagName === "TEXTAREA" ? "all" : "" }, given.name + (note || ""), node), before: node.value };
};

function form(inputs, text, submit, cancel) {
  return make("form", { class: "grid", on: { submit: (event) => { event.preventDefault(); submit(); } } },
    inputs.map((each) => each.label),
    make("div", { class: "row all" }, make("button", { class: "main" }, text), cancel ? button("Cancel", cancel) : null));
}

const filled = (inputs) => inputs.filter((each) => each.node.value !== each.before)
  .map((each) => [each.given.name, read(each.given, each.node) ?? ""]);

// ---- World --------------------------------------------------------------------------------------

const world = { before: [""], shown: "" };

async function listWorld() {
  const kind = $("world-kind").value;
  const { ok, json } = await told("world", { kind, search: $("world-text").value, before: world.before.at(-1) });
  if (!ok) return show($("world-list"), make("p", { class: "bad" }, json.error));
  const searched = $("world-text").value === "" ? "" : ` The search looked at ${count(json.searched)} of them.`;
  $("world-count").textContent = `${count(json.total)} of kind ${words(kind)}, the newest first.${searched}`;
  const older = button("Older", () => { world.before.push(String(json.next)); listWorld(); });
  const newer = button("Newer", () => { world.before.pop(); listWorld(); });
  older.disabled = json.next === undefined;
  newer.disabled = world.before.length === 1;
  show($("world-list"), table([
    { name: "Id", class: "id", cell: (row) => link(`#world/${kind}/${row.id}`, String(row.id)) },
    { name: "Name", class: "name", cell: (row) => row.title },
    { name: "Detail", cell: (row) => row.detail },
    { name: "State", class: "word", cell: (row) => row.state },
    { name: "Updated", class: "time", cell: (row) => time(row.updated_at) },
  ], json.items, json.next === undefined ? "There is none." : "None among these; look on."), make("div", { class: "row" }, newer, older));
}

async function showRecord(kind, id) {
  const { ok, json } = await told("record", { kind, id });
  const close = button("Close", () => (location.hash = "#world"));
  if (!ok) return show($("world-record"), make("div", { class: "card" }, make("p", { class: "bad" }, json.error), close));
  const title = `${words(kind)} ${json.id}`;
  if (json.gone) {
    const how = json.gone.how ? `It was ${json.gone.how} at ${time(json.gone.at)}` : "It went along with what it belonged to";
    return show($("world-record"), make("div", { class: "card" }, make("div", { class: "title" }, make("h3", {}, title), close),
      make("p", {}, how, json.gone.into ? [" into ", link(`#world/${kind}/${json.gone.into}`, String(json.gone.into))] : "", ".")));
  }
  const known = kindOf(kind);
  const inputs = (known.fields || []).map((each) => field(each, json.fields[each.name]));
  const held = { candidate: 1, application: 1, job: 1 }[kind];
  show($("world-record"), make("div", { class: "card" },
    make("div", { class: "title" }, make("h3", {}, `${json.line.title} (${title})`), close),
    make("p", { class: "quiet" }, [json.line.detail, json.line.state].filter(Boolean).join(" · "),
      ` · created ${time(json.created_at)} · updated ${time(json.line.updated_at)}`, held ? [" · ", link(`#linkedin/${kind}/${json.id}`, "at LinkedIn")] : ""),
    inputs.length === 0 ? null : form(inputs, "Update", () => {
      const fields = Object.fromEntries(filled(inputs));
      mutate(`Update ${title}`, kind, { op: "update", id: json.id, ...(Object.keys(fields).length ? { fields } : {}) });
    }),
    inputs.length === 0 ? null : make("p", { class: "quiet" }, "Only what you change is sent; an update without a change alters something plausible."),
    make("div", { class: "row" }, operations(known, json.id, title)),
    relations(json.belongs)));
}

function operations(known, id, title) {
  return known.operations.filter((op) => !["insert", "update"].includes(op)).map((op) => {
    if (op !== "merge") {
      return button(op[0].toUpperCase() + op.slice(1), () => mutate(`${op[0].toUpperCase()}${op.slice(1)} ${title}`, known.kind, { op, id }), op === "delete" ? "bad" : "");
    }
    const into = make("input", { "aria-label": "Merge into the candidate of this id", placeholder: "id of who stays", size: 14 });
    return make("span", { class: "row" }, into, button("Merge into", () =>
      mutate(`Merge ${title}`, known.kind, { op, id, ...(into.value ? { fields: { into: into.value } } : {}) })));
  });
}

function relations(all) {
  const kinds = [...new Set(all.map((each) => each.kind))];
  return kinds.map((kind) => {
    const rows = all.filter((each) => each.kind === kind);
    return make("details", { open: kinds.length < 3 || rows.length < 4 }, make("summary", {}, `${words(kind)} (${rows.length}${rows.length === 50 ? ", no more are shown" : ""})`),
      make("ul", {}, rows.map((row) => make("li", {}, link(`#world/${kind}/${row.id}`, String(row.id)), ` ${row.title}`, row.state ? [" ", tag(row.state)] : ""))));
  });
}

function insertForm() {
  const known = kindOf($("world-kind").value);
  const close = () => show($("world-form"));
  if (!known.operations.includes("insert")) {
    return show($("world-form"), make("p", { class: "note" }, `Records of kind ${words(known.kind)} come with others and cannot be inserted alone.`));
  }
  const inputs = [...known.places.map((name) => field({ name, type: "id" }, undefined, " (drawn if empty)")), ...known.fields.map((each) => field(each))];
  show($("world-form"), make("div", { class: "card" }, make("h3", {}, `Insert a ${words(known.kind)}`), form(inputs, "Insert", async () => {
    const fields = Object.fromEntries(filled(inputs));
    const done = await mutate(`Insert a ${words(known.kind)}`, known.kind, { op: "insert", ...(Object.keys(fields).length ? { fields } : {}) });
    if (done) close();
  }, close), make("p", { class: "quiet" }, "What stays empty is invented.")));
  inputs[0].node.focus();
}

function someForm() {
  const known = kindOf($("world-kind").value);
  const op = field({ name: "op", type: "word", words: known.operations }, known.operations[0]);
  const many = field({ name: "count", type: "whole" }, 10);
  const close = () => show($("world-form"));
  show($("world-form"), make("div", { class: "card" }, make("h3", {}, `Change some of kind ${words(known.kind)}`), form([op, many], "Change", () =>
    mutate(`${op.node.value} ${many.node.value} of kind ${words(known.kind)}`, known.kind, { op: op.node.value, count: read(many.given, many.node) }), close),
  make("p", { class: "quiet" }, "The seed draws which ones.")));
  op.node.focus();
}

// ---- LinkedIn -----------------------------------------------------------------------------------

const held = { after: [""] };

async function listHeld() {
  const kind = $("held-kind").value;
  const { ok, json } = await told("linkedin", { kind, search: $("held-text").value, gone: $("held-gone").checked, after: held.after.at(-1) });
  if (!ok) return show($("held-list"), make("p", { class: "bad" }, json.error));
  const s = json.sums;
  $("held-count").textContent = `${count(s.held)} held. ${count(s.writes)} writes so far (${count(s.unchanged)} of what was there already), ${count(s.refused)} refused, ${count(s.deletes)} deleted.`;
  const next = button("Next", () => { held.after.push(json.next); listHeld(); });
  const previous = button("Previous", () => { held.after.pop(); listHeld(); });
  next.disabled = json.next === undefined;
  previous.disabled = held.after.length === 1;
  show($("held-list"), table([
    { name: "Id", class: "id", cell: (row) => link(`#linkedin/${kind}/${encodeURIComponent(row.key)}`, row.id) },
    ...(json.items.some((row) => row.parent) ? [{ name: "Of", class: "id", cell: (row) => row.parent }] : []),
    { name: "Content", cell: (row) => row.title },
    { name: "Held", class: "short", cell: (row) => (row.held ? "yes" : tag("no", "warn")) },
    { name: "Writes", class: "number", cell: (row) => count(row.writes) },
    { name: "Refused", class: "number", cell: (row) => (row.refused ? make("span", { class: "bad" }, count(row.refused)) : "0") },
    { name: "Deletes", class: "number", cell: (row) => count(row.deletes) },
    { name: "Changed", class: "time", cell: (row) => time(row.changed_at) },
  ], json.items, "LinkedIn holds none. Has the product synced with this simulator?"), make("div", { class: "row" }, previous, next));
}

// What somebody could be exported to.
async function offerJobs() {
  const { ok, json } = await ask("/_sim/held");
  if (ok) show($("open-jobs"), json.open_jobs.map((id) => make("option", { value: id })));
}

async function showCallback() {
  const { ok, json } = await ask("/_sim/callback");
  if (!ok) return;
  const said = json.url === undefined ? "LinkedIn has no callback of this tenant: run the product's onboarding, and it shows here."
    : `${json.url}: ${count(json.challenges)} challenges answered, ${count(json.failures)} failed in a row, ${json.blocked ? "blocked" : "not blocked"}, ${count(json.kept)} notifications wait for it.`;
  show($("callback"), make("p", {}, said), make("p", { class: "quiet" }, `${count(json.pushed)} notifications and ${count(json.hooks_pushed)} of the vendor's web hooks were delivered.`),
    json.hooks.map((hook) => make("p", {}, `${hook.url} `, tag(hook.state, hook.state === "on" ? "good" : "warn"), ` ${count(hook.waiting)} wait`)));
}

async function showEntity(kind, key) {
  const { ok, json } = await told("entity", { kind, key });
  const close = button("Close", () => (location.hash = "#linkedin"));
  if (!ok) return show($("held-record"), make("div", { class: "card" }, make("p", { class: "bad" }, json.error), close));
  const source = { job: "job", candidate: "candidate", application: "application" }[kind];
  show($("held-record"), make("div", { class: "card" },
    make("div", { class: "title" }, make("h3", {}, `${json.title ? `${json.title} (${words(kind)} ${json.id})` : `${words(kind)} ${json.id}`} `, json.held ? tag("held", "good") : tag("not held", "warn")), close),
    make("p", { class: "quiet" }, `${plural(json.writes, "write")}, ${count(json.unchanged)} of them unchanged, ${count(json.refused)} refused, ${plural(json.deletes, "delete")}; changed ${time(json.changed_at)}`,
      json.member ? ` · matched with ${json.member}` : "", source && /^\d+$/.test(json.id) ? [" · ", link(`#world/${source}/${json.id}`, "in the world")] : ""),
    json.content === null ? make("p", {}, "Nothing is held of it.") : make("pre", { tabindex: 0 }, pretty(json.content)),
    json.children.length === 0 ? null : make("ul", {}, json.children.map((child) =>
      make("li", {}, `${words(child.kind)} `, link(`#linkedin/${child.kind}/${encodeURIComponent(child.key)}`, child.key.replace("\n", " / ")))))));
}

async function judge() {
  show($("verdict"), make("p", { class: "quiet" }, "Comparing…"));
  const began = performance.now();
  const { ok, json } = await ask("/_sim/agreement");
  if (!ok) return show($("verdict"), make("p", { class: "bad" }, json.error));
  const broken = Object.entries(json.invariants).filter(([, number]) => number > 0);
  const numbers = ["expected", "held", "equal", "differing", "missing", "extra", "withheld", "incomplete"];
  show($("verdict"),
    make("p", {}, json.agrees ? tag("they agree", "good") : tag("they do not agree", "bad"), make("span", { class: "quiet" }, ` ${Math.round(performance.now() - began)} ms · `),
      make("code", {}, `curl -s ${location.origin}/_sim/agreement`)),
    table([{ name: "Kind", class: "word", cell: (row) => words(row[0]) }, ...numbers.map((name) => ({
      name, class: "number", cell: (row) => make("span", { class: ["differing", "missing", "extra"].includes(name) && row[1][name] ? "bad" : "" }, count(row[1][name])) }))],
    Object.entries(json.objects), ""),
    broken.length === 0 ? null : make("p", {}, "Broken: ", broken.map(([name, number]) => [tag(`${words(name)} ${count(number)}`, "bad"), " "]).flat()),
    json.disagreements.length === 0 ? null : [make("h4", {}, `The first ${json.disagreements.length} disagreements`), table([
      { name: "Kind", class: "word", cell: (row) => words(row.kind) },
      { name: "Id", class: "id", cell: (row) => link(`#linkedin/${row.kind}/${encodeURIComponent(row.id)}`, row.id.replace("\n", " / ")) },
      { name: "What", class: "word", cell: (row) => words(row.what) },
      { name: "Fields", cell: (row) => row.fields.join(", ") },
    ], json.disagreements, "")]);
}

// A small form that posts what is filled in.
function deed(title, note, path, fields, outcome, shape) {
  const inputs = fields.map((each) => field(each, each.value));
  return make("div", { class: "card" }, make("h4", {}, title), make("p", { class: "quiet" }, note),
    make("form", { on: { submit: (event) => {
      event.preventDefault();
      const body = {};
      for (const each of inputs) {
        const value = read(each.given, each.node);
        if (value !== undefined && value !== "") body[each.given.name] = value;
      }
      act(title, path, shape ? shape(body) : body, outcome);
    } } }, inputs.map((each) => each.label), make("button", {}, title)));
}

function buildDeeds() {
  const text = (name, helps, list) => ({ name, type: "text", helps, list });
  const member = text("member", "urn:li:person:...");
  const type = { name: "type", type: "word", words: ["ONE_CLICK_EXPORT", "IN_ATS_INDICATOR"], helps: "all" };
  show($("deeds"),
    deed("Export a member", "A recruiter exports somebody to a job that LinkedIn shows as open. Who is not named is invented.", "/_sim/export",
      [text("job", "id of an open job at LinkedIn", "open-jobs"), text("member", "urn:li:person:..."), text("first_name"), text("last_name"), text("headline")], (json) => `${json.member} was exported, request ${json.request}.`),
    deed("Opt out", "From now on a fetch about the member gives nothing.", "/_sim/opt-out", [member]),
    deed("Close an account", "The same, and the member is listed among the closed profiles.", "/_sim/close-account", [member]),
    deed("Ask for jobs again", "LinkedIn wants these jobs, or all open ones.", "/_sim/resync", [text("jobs", "ids, or empty for all")], null,
      (body) => (body.jobs ? { jobs: body.jobs.split(/[\s,]+/).filter(Boolean) } : {})),
    deed("Enable", "The customer's administrator switches integrations on: one type, or all.", "/_sim/enable", [type]),
    deed("Disable", "And off: records are refused until they are on again.", "/_sim/disable", [type]),
    make("datalist", { id: "open-jobs" }));
}

// ---- Requests -----------------------------------------------------------------------------------

const seen = { last: 0, lines: [] };

async function pollRequests() {
  if ($("seen-pause").checked) return;
  const { ok, json } = await told("requests", { after: seen.last });
  if (ok && json.last < seen.last) {  // Another simulator serves here now.
    Object.assign(seen, { last: 0, lines: [] });
    return pollRequests();
  }
  if (!ok || (json.requests.length === 0 && json.kept === seen.lines.length)) return;
  seen.lines = [...json.requests, ...seen.lines].slice(0, json.kept);
  seen.last = json.last;
  listSeen();
}

function listSeen() {
  const peer = $("seen-peer").value;
  const text = $("seen-text").value.toLowerCase();
  const lines = seen.lines.filter((row) => (peer === "" || row.peer === peer) &&
    (text === "" || `${row.endpoint} ${row.target} ${row.status} ${row.fired.join(" ")}`.toLowerCase().includes(text)));
  $("seen-count").textContent = `${count(lines.length)} of the last ${count(seen.lines.length)}; 200 are kept. Credentials are hidden.`;
  const colour = (status) => (status === 0 || status >= 500 ? "bad" : status >= 400 ? "warn" : "good");
  show($("seen-list"), table([
    { name: "No", class: "id", cell: (row) => link(`#requests/${row.number}`, String(row.number)) },
    { name: "Time", class: "time", cell: (row) => row.at.slice(11, 23) },
    { name: "Endpoint", class: "short", cell: (row) => dotted(row.endpoint) },
    { name: "Request", cell: (row) => `${row.method} ${row.target.length > 110 ? row.target.slice(0, 110) + "…" : row.target}` },
    { name: "Status", class: "number", cell: (row) => make("span", { class: colour(row.status) }, row.status || "none") },
    { name: "ms", class: "number", cell: (row) => millis(row.ms) },
    { name: "Faults", cell: (row) => row.fired.map((id) => [tag(id, "warn"), " "]).flat() },
  ], lines, "Nobody has asked a peer yet. Start a sync of the product, and it shows here."));
}

async function showRequest(number) {
  const { ok, json } = await told("request", { number });
  const close = button("Close", () => (location.hash = "#requests"));
  if (!ok) return show($("seen-record"), make("div", { class: "card" }, make("p", { class: "bad" }, json.error), close));
  const message = (name, m) => [make("h4", {}, `${name}, ${count(m.bytes)} bytes${m.cut ? "; the first 32 KiB are kept" : ""}`),
    make("details", {}, make("summary", {}, `${m.headers.length} headers`), make("pre", {}, m.headers.map((h) => `${h.name}: ${h.value}`).join("\n"))),
    m.body === "" ? null : make("pre", { tabindex: 0 }, readable(m.body))];
  show($("seen-record"), make("div", { class: "card" },
    make("div", { class: "title" }, make("h3", {}, `${json.method} ${json.target}`), close),
    make("p", { class: "quiet" }, `No ${json.number} · ${time(json.at)} · ${json.endpoint} · ${json.status || "no answer"} · ${millis(json.ms)} ms`, json.fired.length ? [" · ", json.fired.map((id) => tag(id, "warn"))].flat() : ""),
    message("Request", json.request), message("Reply", json.reply)));
}

function readable(text) {
  try { return pretty(JSON.parse(text)); } catch { return text; }
}

// ---- Faults -------------------------------------------------------------------------------------

async function listRules() {
  const [rules, traffic] = await Promise.all([ask("/_sim/faults"), ask("/_sim/traffic")]);
  if (!rules.ok) return show($("rules"), make("p", { class: "bad" }, rules.json.error));
  const all = rules.json.rules;
  ruleIds = all.map((each) => each.id);
  const tricks = traffic.ok ? traffic.json.faults_waiting : 0;
  show($("rules"), table([
    { name: "Id", cell: (row) => row.id },
    { name: "Fault", class: "word", cell: (row) => words(row.do) },
    { name: "At", cell: (row) => row.at },
    { name: "Fired", class: "number", cell: (row) => count(row.fired) },
    { name: "In force", class: "short", cell: (row) => (row.off ? tag("off") : tag("on", "good")) },
    { name: "", class: "short", cell: (row) => button(row.off ? "Switch on" : "Switch off", () => act(`Switch ${row.id} ${row.off ? "on" : "off"}`, "/_sim/fault", { id: row.id, off: !row.off })) },
  ], all, "No fault is in force: the peers behave."), tricks ? make("p", { class: "quiet" }, `${count(tricks)} ordered by a trick still wait for their requests.`) : null);
}

let ruleIds = [];

// "latency-1", or the first number nobody has.
function freshId(kind) {
  let number = 1;
  while (ruleIds.includes(`${kind}-${number}`)) number += 1;
  return `${kind}-${number}`;
}

function buildFaults() {
  const kinds = make("select", { "aria-label": "do" });
  for (const family of [...new Set(vocabulary.faults.map((each) => each.family))]) {
    kinds.append(make("optgroup", { label: family }, vocabulary.faults.filter((each) => each.family === family).map((each) => make("option", { value: each.do }, words(each.do)))));
  }
  const names = make("datalist", { id: "endpoints" }, vocabulary.endpoints.map((name) => make("option", { value: name })));
  const at = make("input", { list: "endpoints", value: "*", autocomplete: "off", "aria-label": "at" });
  const id = make("input", { autocomplete: "off", "aria-label": "id", placeholder: "made up if empty" });
  const helps = make("p", { class: "quiet all" });
  const takes = make("div", { class: "grid all" });
  const triggers = vocabulary.triggers.map((each) => field(each));
  let inputs = [];
  const choose = () => {
    const kind = vocabulary.faults.find((each) => each.do === kinds.value);
    inputs = kind.takes.map((each) => field(each));
    show(helps, sentence(kind.helps));
    show(takes, inputs.map((each) => each.label));
    if (kind.family === "hook" && !at.value.startsWith("hook")) at.value = "hook.*";
    if (kind.family !== "hook" && at.value.startsWith("hook")) at.value = "*";
  };
  kinds.addEventListener("change", choose);
  show($("fault-form"), make("label", {}, "What (do)", kinds), make("label", {}, "Where (at): an endpoint, * for any part", at, names), make("label", {}, "Name (id)", id),
    helps, takes, make("h4", { class: "all" }, "When; what stays empty does not narrow it"), triggers.map((each) => each.label),
    make("div", { class: "row all" }, make("button", { class: "main" }, "Fire")));
  $("fault-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = { id: id.value || freshId(kinds.value), at: at.value, do: kinds.value };
    for (const [name, value] of filled(inputs)) body[name] = value;
    const when = Object.fromEntries(filled(triggers));
    if (Object.keys(when).length) body.when = when;
    const done = await act(`Fire ${words(kinds.value)}`, "/_sim/fault", body, () => `${body.id} is in force at ${body.at}.`);
    if (done) id.value = "";
  });
  choose();
}

// ---- Limits, clock ------------------------------------------------------------------------------

async function listLimits() {
  const { ok, json } = await told("quotas");
  if (!ok) return show($("limits"), make("p", { class: "bad" }, json.error));
  $("limits-count").textContent = json.on ? "LinkedIn counts each resource by itself; one that was never asked is not here."
    : "The simulator serves with --no-quotas: nothing is limited, used is counted all the same where the peer counts.";
  const left = (row) => Math.max(0, Math.round((Date.parse(row.resets_at) - Date.parse(json.now)) / 1000));
  show($("limits"), table([
    { name: "Peer", class: "word", cell: (row) => row.peer },
    { name: "What", class: "word", cell: (row) => row.what },
    { name: "Counted", cell: (row) => row.counted },
    { name: "Used", class: "number", cell: (row) => make("span", { class: row.limit && row.used >= row.limit ? "bad" : "" }, count(row.used)) },
    { name: "Limit", class: "number", cell: (row) => (row.limit === 0 || row.limit >= 1e9 ? "none" : count(row.limit)) },
    { name: "", cell: (row) => (row.limit === 0 || row.limit >= 1e9 ? "" : make("progress", { max: row.limit, value: Math.min(row.used, row.limit), "aria-label": "used" })) },
    { name: "Resets in", class: "number", cell: (row) => span(left(row)) },
  ], json.limits, "Nobody has asked yet."));
}

function span(seconds) {
  if (seconds < 120) return `${seconds} s`;
  const of = (unit) => Math.round((seconds * 10) / unit) / 10;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${of(3600)} h` : `${of(86400)} d`;
}

function buildClock() {
  const units = { seconds: 1000, minutes: 60000, hours: 3600000, days: 86400000 };
  const advanced = (json) => `The simulator's clock is ${time(json.now)}, ${span(json.ahead_ms / 1000)} ahead. The product's has not moved.`;
  const steps = { "1 minute": 60000, "1 hour": 3600000, "1 day": 86400000, "30 days": 30 * 86400000 };
  const quick = Object.entries(steps).map(([name, by_ms]) => button(name, () => act(`Advance by ${name}`, "/_sim/advance", { by_ms }, advanced)));
  show($("clock"),
    make("div", { class: "card" }, make("h4", {}, "Advance"), make("p", { class: "quiet" }, "A step at a time, by"), make("div", { class: "row" }, quick)),
    deed("Advance by", "Clocks never run backwards; a reset sets this one again.", "/_sim/advance",
      [{ name: "number", type: "whole", value: 90 }, { name: "unit", type: "word", words: Object.keys(units), value: "seconds" }], advanced,
      (body) => ({ by_ms: typeof body.number === "number" ? Math.round(body.number * (units[body.unit] || 1000)) : body.number })),
    deed("Expire tokens", "Every token that was given out is worthless.", "/_sim/expire-tokens", []),
    deed("Reset", "Everything as at the start: world, peers, policy, faults, clock. Empty means as it was started.", "/_sim/reset",
      ["seed", "candidates", "jobs"].map((name) => ({ name, type: "whole", helps: "as at the start" })), (json) => `A new world: ${count(json.candidates)} candidates, ${count(json.jobs)} jobs, seed ${json.seed}.`),
    deed("Promise an erasure", "Tells the judge that somebody was erased: a candidate's id, or a member's URN.", "/_sim/erased",
      [{ name: "candidate", type: "text", helps: "id" }, { name: "member", type: "text", helps: "urn:li:person:..." }], () => "From now on the judge looks for them."));
}

// ---- Moving about -------------------------------------------------------------------------------

async function pollState() {
  const { ok, json } = await told("state");
  if (!ok) return;
  $("fact-tenant").textContent = json.tenant;
  $("fact-vendor").textContent = json.vendor;
  $("fact-seed").textContent = json.seed;
  $("fact-now").textContent = time(json.now);
  show($("fact-ahead"), json.ahead_ms ? tag(`${span(json.ahead_ms / 1000)} ahead of the product's`, "warn") : "");
  for (const option of $("world-kind").options) option.textContent = `${words(option.value)} (${count(json.world[option.value])})`;
  for (const option of $("held-kind").options) option.textContent = `${words(option.value)} (${count(json.held[option.value])})`;
}

const parts = {
  world: { list: listWorld, one: (kind, id) => showRecord(kind, id), record: "world-record", select: "world-kind", first: () => (world.before = [""]) },
  linkedin: { list: listHeld, one: (kind, key) => showEntity(kind, key), record: "held-record", select: "held-kind", first: () => (held.after = [""]) },
  deeds: { list: () => Promise.all([offerJobs(), showCallback()]) },
  requests: { list: async () => { await pollRequests(); listSeen(); }, one: (number) => showRequest(number), record: "seen-record" },
  faults: { list: listRules },
  limits: { list: listLimits },
  clock: { list: () => {} },
};

let place = { part: "world", rest: [] };

async function refresh() {
  const part = parts[place.part];
  await pollState();
  await part.list();
  if (place.rest.length && part.one) await part.one(...place.rest);
}

async function go() {
  const plain = (part) => { try { return decodeURIComponent(part); } catch { return part; } };
  const [name, ...rest] = location.hash.slice(1).split("/").map(plain);
  const moved = place.part !== name;
  place = { part: parts[name] ? name : "world", rest };
  for (const each of Object.keys(parts)) $(`part-${each}`).hidden = each !== place.part;
  for (const each of document.querySelectorAll("nav a")) {
    each.hash === `#${place.part}` ? each.setAttribute("aria-current", "page") : each.removeAttribute("aria-current");
  }
  const part = parts[place.part];
  if (part.record) show($(part.record));
  if (part.select && rest.length === 2 && [...$(part.select).options].some((option) => option.value === rest[0]) && $(part.select).value !== rest[0]) {
    $(part.select).value = rest[0];
    part.first();
  }
  await refresh();
  document.title = `${$(`h-${place.part}`).textContent} – Crosswalk simulator`;
  if (part.record && rest.length) $(part.record).scrollIntoView({ block: "nearest" });
  else if (moved) scrollTo(0, 0);
}

function search(formName, fields, again) {
  $(formName).addEventListener("submit", (event) => { event.preventDefault(); again(); });
  for (const name of fields) $(name).addEventListener("change", again);
}

async function start() {
  const { ok, json } = await told("words");
  if (!ok) return setTimeout(start, 2000);
  vocabulary = json;
  const first = ["candidate", "job", "application"];
  options($("world-kind"), [...first, ...json.kinds.map((each) => each.kind).filter((kind) => !first.includes(kind))], "candidate");
  options($("held-kind"), json.entities, "candidate");
  search("world-search", ["world-kind"], () => { world.before = [""]; show($("world-form")); listWorld(); });
  search("held-search", ["held-kind", "held-gone"], () => { held.after = [""]; listHeld(); });
  search("seen-filter", ["seen-peer", "seen-pause"], listSeen);
  $("seen-text").addEventListener("input", listSeen);
  $("world-insert").addEventListener("click", insertForm);
  $("world-some").addEventListener("click", someForm);
  $("judge").addEventListener("click", judge);
  $("log-away").addEventListener("click", () => $("told").classList.add("empty"));
  buildDeeds();
  buildFaults();
  buildClock();
  addEventListener("hashchange", go);
  addEventListener("keydown", (event) => {
    const typing = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
    if (event.key === "Escape" && place.rest.length) location.hash = `#${place.part}`;
    if (event.key !== "/" || typing) return;
    const box = document.querySelector(`#part-${place.part} input[type="search"]`);
    if (box) { event.preventDefault(); box.focus(); }
  });
  await go();
  document.documentElement.dataset.ready = "yes";
  setInterval(() => { if (!document.hidden) tick(); }, 1500);
}

async function tick() {
  await pollState();
  if (place.part === "requests") await pollRequests();
  if (place.part === "deeds") await showCallback();
  if (place.part === "limits") await listLimits();
  if (place.part === "faults" && !$("rules").contains(document.activeElement)) await listRules();
}

start();
