// The rules of html-validate for our pages: its recommended ones, with three words of our own.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Upper and lower case are the same to HTML. Ours is written as the HTML Standard writes it.
    "doctype-style": ["error", { style: "lowercase" }],
    // Boxes of one filter share its name, as a list of values is sent.
    "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
    // Blank ends of lines are left where a template has a tag. They mean nothing, and compress.
    "no-trailing-whitespace": "off",
  },
};
