// The query form becomes an editor where scripts run. It sends what the form sends: the server answers with the page.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, StreamLanguage } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { composed, entities, terms } from "./completion.js";
import { looks } from "./looks.js";
import { mistake } from "./mistake.js";
import { phrases } from "./phrases.js";

const form = document.getElementById("ask");
const field = document.getElementById("query");

function run(view) {
  field.value = view.state.doc.toString();
  form.requestSubmit();
  return true;
}

function edit() {
  const host = document.createElement("div");
  host.className = field.hasAttribute("aria-invalid") ? "editor wrong" : "editor";
  // In a shadow tree the editor's styles are adopted sheets, which the page's policy on styles lets pass.
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        keymap.of([
          { key: "Mod-Enter", run },
          { key: "Ctrl-Enter", run },
        ]),
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        EditorView.lineWrapping,
        StreamLanguage.define(sparql),
        autocompletion({ override: [terms(form.dataset.terms), entities(form.dataset.search, form.dataset.base)], icons: false }),
        composed,
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorState.phrases.of(phrases),
        EditorView.contentAttributes.of({
          "aria-label": document.getElementById("asking").textContent,
          spellcheck: "false",
          autocapitalize: "off",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) field.value = update.state.doc.toString();
        }),
        mistake(Number(field.dataset.line), Number(field.dataset.column)),
        looks,
      ],
    }),
  });
  field.hidden = true;
  field.required = false; // an empty one that nobody sees could not say why it does not send
  field.after(host);
  document.getElementById("asking").addEventListener("click", () => view.focus());
}

function showRunning() {
  const button = form.querySelector("button");
  const words = button.innerHTML;
  form.addEventListener("submit", () => {
    button.disabled = true;
    button.textContent = "正在查询…";
  });
  addEventListener("pageshow", () => {
    button.disabled = false;
    button.innerHTML = words;
  });
}

/** The address, and the permalink, lead back to the view that is looked at. */
function rememberView() {
  const permalink = document.getElementById("permalink");
  for (const choice of document.querySelectorAll("input[name=view]"))
    choice.addEventListener("change", () => {
      const address = new URL(permalink.href);
      address.searchParams.set("view", choice.value);
      permalink.href = address;
      if (location.search) window.history.replaceState(null, "", address);
    });
}

const key = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ Enter" : "Ctrl+Enter";
const shortcut = document.createElement("kbd");
shortcut.textContent = key;
form.querySelector("button").append(shortcut);
document.getElementById("hint").textContent = "输入中文、拼音或英文，可以补全类、属性与实体";
edit();
showRunning();
rememberView();
