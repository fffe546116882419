// The editor of rich text in the admin. It comes by this module and no import map, which would
// have to stand inside of the page. Without it the text area holds the same text as HTML.
import * as parts from "../django_prose_editor/editor.js"

function extensionsOf(area) {
  const asked = Object.entries(JSON.parse(area.dataset.richText))
  return asked.map(([name, options]) =>
    typeof options === "object" ? parts[name].configure(options) : parts[name],
  )
}

function begin(area) {
  if (area.closest(".prose-editor")) return
  const editor = parts.createTextareaEditor(area, extensionsOf(area))
  const page = editor.view.dom
  page.lang = area.lang
  page.dir = area.dir
  page.setAttribute("role", "textbox")
  page.setAttribute("aria-multiline", "true")
  const label = document.querySelector(`label[for="${area.id}"]`)
  if (label) {
    label.id ||= `${area.id}-label`
    page.setAttribute("aria-labelledby", label.id)
    label.addEventListener("click", () => editor.commands.focus())
  }
}

parts.initializeEditors(begin, "[data-rich-text]")
