// What the parser stopped at, underlined from its column, which counts code points, to the end of the line.
import { StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const wrong = Decoration.mark({ class: "cm-wrong" });

/** Underlines the mistake and goes with its words; NaN where there is none. */
export function mistake(number, column) {
  return StateField.define({
    create(state) {
      if (!(number <= state.doc.lines)) return Decoration.none;
      const line = state.doc.line(number);
      const before = [...line.text].slice(0, column - 1).join("").length;
      const from = Math.min(line.from + before, Math.max(line.from, line.to - 1));
      return from < line.to ? Decoration.set(wrong.range(from, line.to)) : Decoration.none;
    },
    update: (marks, transaction) => marks.map(transaction.changes),
    provide: (field) => EditorView.decorations.from(field),
  });
}
