// What the editor offers: variables and keywords, the vocabulary by Chinese, English or pinyin, entities by their names.
import { pickedCompletion, startCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { EditorView } from "@codemirror/view";

const KEYWORDS =
  "SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND FROM NAMED PREFIX LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT COALESCE CONTAINS STRSTARTS REGEX LANG LANGMATCHES STR YEAR MONTH BOUND isIRI";
const PHRASES = ["ORDER BY", "GROUP BY", "HAVING", "NOT EXISTS"];
const WORD = /[?$]?[\p{L}\p{N}_][\p{L}\p{N}_\-:]*$|[?$]$/u;
const CHINESE = /\p{Script=Han}/u;
const TYPES = { PER: "人物", ORG: "机构", LOC: "地点", WORK: "作品", PRODUCT: "产品", EVENT: "事件" };

/** What stands before the cursor to be completed; nothing while an input method is still composing it. */
function wordBefore(context) {
  if (context.view?.composing) return null;
  const inside = syntaxTree(context.state).resolveInner(context.pos, -1).name;
  return /comment|string/.test(inside) ? null : context.matchBefore(WORD);
}

/** Completes what an input method has composed, as soon as it is in. */
export const composed = EditorView.domEventHandlers({
  compositionend(event, view) {
    setTimeout(() => {
      const { head } = view.state.selection.main;
      const line = view.state.doc.lineAt(head);
      if (!view.composing && WORD.test(line.text.slice(0, head - line.from))) startCompletion(view);
    }, 50); // after the change that it ends with
  },
});

/** How well a term fits what was typed, 0 best; undefined where it does not. */
function rank(term, typed) {
  const [prefix, local] = term.name.toLowerCase().split(":");
  const [given, rest] = typed.includes(":") ? typed.split(":") : [null, typed];
  if (given !== null && given !== prefix) return undefined;
  if (!rest) return 3;
  const begins = (text) => text.toLowerCase().startsWith(rest);
  if (local.startsWith(rest) || begins(term.zh)) return 0;
  if (begins(term.en) || term.words.includes(rest)) return 1;
  if (prefix.startsWith(rest) && rest.length > 1) return 4;
  if (term.sounds.some(begins) || term.words.some(begins)) return 2;
  if (local.includes(rest) || term.zh.includes(rest)) return 3;
  return undefined;
}

/** Puts a prefixed name in, and the declaration of its prefix where there is none. */
function declaring(name, prefixes) {
  return (view, completion, from, to) => {
    const prefix = name.split(":")[0];
    const declared = new RegExp(`PREFIX\\s+${prefix}:`, "i").test(view.state.doc.toString());
    const declaration = declared ? "" : `PREFIX ${prefix}: <${prefixes[prefix]}>\n`;
    view.dispatch({
      changes: [...(declared ? [] : [{ from: 0, insert: declaration }]), { from, to, insert: name }],
      selection: { anchor: from + declaration.length + name.length },
      annotations: pickedCompletion.of(completion),
      userEvent: "input.complete",
      scrollIntoView: true,
    });
  };
}

/** Completes variables, keywords and the vocabulary, which is fetched from `address` before anything is typed. */
export function terms(address) {
  const fetched = () => fetch(address).then((response) => response.json());
  let vocabulary = fetched();
  vocabulary.catch(() => (vocabulary = null)); // the next word tries again
  return async (context) => {
    const word = wordBefore(context);
    if (!word && (!context.explicit || context.view?.composing)) return null;
    const typed = (word?.text ?? "").toLowerCase();
    const from = word?.from ?? context.pos;
    if (/^[?$]/.test(typed)) {
      const all = context.state.doc.toString().match(/[?$][\p{L}\p{N}_]+/gu) ?? [];
      const others = [...new Set(all)].filter((name) => name !== word.text && name.toLowerCase().startsWith(typed));
      return { from, filter: false, options: others.map((label) => ({ label, type: "variable" })) };
    }
    vocabulary ??= fetched();
    const { terms, prefixes } = await vocabulary.catch(() => ((vocabulary = null), { terms: [], prefixes: {} }));
    const ranked = terms.map((term, place) => [rank(term, typed), place, term]).filter(([fit]) => fit !== undefined);
    ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const options = ranked.map(([, , term]) => ({
      label: term.name,
      detail: `${term.zh} · ${term.en}`,
      info: term.prose,
      type: term.kind,
      apply: declaring(term.name, prefixes),
    }));
    const words = [...KEYWORDS.split(" "), ...PHRASES];
    const keywords = typed.length > 1 ? words.filter((keyword) => keyword.toLowerCase().startsWith(typed)) : [];
    options.unshift(...keywords.map((label) => ({ label, type: "keyword" })));
    return options.length ? { from, filter: false, options } : null;
  };
}

/** Completes entities by what they are called, with the search at `address`; `base` begins their IRIs. */
export function entities(address, base) {
  return async (context) => {
    const word = wordBefore(context);
    if (!word || /[:?$]/.test(word.text) || word.text.length < (CHINESE.test(word.text) ? 2 : 3)) return null;
    const cut = new AbortController();
    context.addEventListener("abort", () => cut.abort());
    try {
      const response = await fetch(`${address}?q=${encodeURIComponent(word.text)}`, {
        headers: { Accept: "application/json" },
        signal: cut.signal,
      });
      const { results } = await response.json();
      const found = results.filter((hit) => hit.kind === "entity").slice(0, 8);
      const options = found.map((hit) => ({
        label: hit.title,
        detail: [TYPES[hit.type], hit.text].filter(Boolean).join(" · "),
        type: "entity",
        apply: `<${base}entity/${hit.entity}>`,
      }));
      return options.length ? { from: word.from, filter: false, options } : null;
    } catch {
      return null; // without it the rest still completes
    }
  };
}
