// The editor of rich text in the admin. It comes as a module of ours: the package's own way is an
// import map inside of the page, which the content policy refuses. Without this script the text
// area holds the same text as HTML.
const areas = [...document.querySelectorAll("[data-rich-text]")]
const words = JSON.parse(areas[0]?.dataset.words ?? "{}")

// The editor asks for its words while it is loaded.
const others = window.gettext
window.gettext = (said) => words[said] ?? others?.(said) ?? said
const parts = await import(new URL("../django_prose_editor/editor.js", import.meta.url))
window.gettext = others ?? window.gettext

// A table begins with a row of headings: without one it is read out as a heap of words.
const Table = parts.Table.extend({
  addCommands() {
    const insert = () => ({ commands }) =>
      commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true })
    return { ...this.parent?.(), insertTableWithOptions: insert }
  },
})

function extensionsOf(area) {
  const known = { ...parts, Table }
  return Object.entries(JSON.parse(area.dataset.richText)).map(([name, options]) =>
    typeof options === "object" ? known[name].configure(options) : known[name],
  )
}

// A paragraph without words is no text.
const written = (html) => (/^<(\w+)(\s[^>]*)?><\/\1>$/i.test(html) ? "" : html)

function begin(area) {
  const frame = document.createElement("div")
  frame.className = "prose-editor"
  area.before(frame)
  frame.append(area)
  const editor = new parts.Editor({
    element: frame,
    injectCSS: false, // it stands in writing.css
    editable: !area.disabled,
    extensions: extensionsOf(area),
    content: area.value,
    editorProps: { attributes: attributesOf(area) },
    onUpdate: () => {
      area.value = written(editor.getHTML())
    },
    onCreate: () => requestAnimationFrame(() => tell(frame, area, editor)),
  })
  labelOf(area)?.addEventListener("click", () => editor.commands.focus())
}

function labelOf(area) {
  return document.querySelector(`label[for="${area.id}"]`)
}

function attributesOf(area) {
  const label = labelOf(area)
  const hint = area.getAttribute("aria-describedby")
  if (label) label.id ||= `${area.id}-label`
  return {
    lang: area.lang,
    dir: area.dir,
    role: "textbox",
    "aria-multiline": "true",
    ...(label ? { "aria-labelledby": label.id } : {}),
    ...(hint ? { "aria-describedby": hint } : {}),
  }
}

// Say in the reader's words what each button does, and whether it is on or cannot be pressed.
function tell(frame, area, editor) {
  const menu = frame.querySelector(".prose-menubar")
  const buttons = [...menu.querySelectorAll("button")]
  menu.setAttribute("role", "group")
  menu.setAttribute("aria-labelledby", labelOf(area)?.id ?? "")
  for (const button of buttons) {
    const said = words[button.dataset.name] ?? button.title
    button.title = said
    button.setAttribute("aria-label", said)
  }
  const follow = () => {
    for (const button of buttons) {
      button.setAttribute("aria-disabled", button.classList.contains("disabled"))
      button.setAttribute("aria-pressed", button.classList.contains("active"))
    }
  }
  editor.on("transaction", follow)
  follow()
}

areas.forEach(begin)
