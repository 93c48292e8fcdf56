// What the editor says to those who hear it.
export const phrases = {
  Completions: "补全",
  "Control character": "控制字符",
  "Selection deleted": "已删除所选内容",
};
