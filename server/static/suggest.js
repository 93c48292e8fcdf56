/* Suggestions under a search box, after the combobox pattern of the ARIA practices. Without this script the box is a plain one.
   What articles say becomes text of nodes, never markup. */

const PAUSE = 80; // milliseconds without a key before anything is asked
const KEPT = 50; // answers that are remembered while the page is open
const TYPES = { PER: "人物", ORG: "机构", LOC: "地点", WORK: "作品", PRODUCT: "产品", EVENT: "事件" };

let boxes = 0;

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function option(one, id) {
  const node = element("li", one.type);
  node.id = id;
  node.setAttribute("role", "option");
  node.setAttribute("aria-selected", "false");
  const line = element("span", "name");
  const letters = Array.from(one.name); // the server counts code points
  line.append(
    letters.slice(0, one.start).join(""),
    element("mark", "", letters.slice(one.start, one.end).join("")),
    letters.slice(one.end).join(""),
  );
  if (one.name !== one.label) line.append(element("span", "muted", `　${one.label}`));
  const told = one.description || (one.articles ? `见于 ${one.articles.toLocaleString("zh-CN")} 篇报道` : "");
  node.append(line, " ", element("span", "badge", TYPES[one.type] || one.type), " ", element("span", "told", told));
  return node;
}

function attach(input) {
  const form = input.form;
  const list = element("ul", "suggestions");
  const said = element("span", "sr");
  list.id = `suggestions-${(boxes += 1)}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "名称建议");
  list.hidden = true;
  said.setAttribute("role", "status");
  form.append(list, said);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
    input.setAttribute(name, value);

  const answers = new Map();
  let found = [];
  let active = -1;
  let timer = 0;
  let asking = null; // what can call off the question that is under way

  function choose(place) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = place;
    const node = list.children[active];
    if (node) {
      node.setAttribute("aria-selected", "true");
      node.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", node.id);
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    choose(-1);
    list.hidden = true;
    said.textContent = "";
    input.setAttribute("aria-expanded", "false");
  }

  function show(suggestions) {
    choose(-1);
    found = suggestions;
    list.replaceChildren(...found.map((one, place) => option(one, `${list.id}-${place}`)));
    list.hidden = !found.length || document.activeElement !== input;
    said.textContent = list.hidden ? "" : `${found.length} 条建议，用上下方向键选择`;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    const typed = input.value.trim();
    asking?.abort();
    if (!typed) return close();
    if (answers.has(typed)) return show(answers.get(typed));
    const mine = (asking = new AbortController());
    try {
      const response = await fetch(`/api/v1/suggest?${new URLSearchParams({ q: typed, limit: 8 })}`, { signal: mine.signal });
      if (!response.ok || mine.signal.aborted) return;
      const { suggestions } = await response.json();
      if (mine.signal.aborted || asking !== mine) return; // an answer to what is typed no more
      if (answers.size >= KEPT) answers.clear();
      answers.set(typed, suggestions);
      show(suggestions);
    } catch {
      // called off, or no network: the box stays a plain one
    }
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  input.addEventListener("input", (event) => {
    if (!event.isComposing) soon(); // letters of an unfinished character are the input method's
  });
  input.addEventListener("compositionend", soon);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the arrows and Enter choose among characters
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first one closes the list, the next one may empty the box
      close();
    } else if (event.key === "Enter") {
      const chosen = list.hidden ? undefined : found[active];
      if (chosen) {
        event.preventDefault();
        location.assign(chosen.url);
      } else close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return soon();
      const places = found.length + 1; // and one for none, which is the box itself
      choose(((active + 1 + (event.key === "ArrowDown" ? 1 : places - 1)) % places) - 1);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const place = Array.from(list.children).indexOf(event.target.closest("li"));
    if (place >= 0) location.assign(found[place].url);
  });
}

for (const input of document.querySelectorAll("form.find input[name=q]")) attach(input);
