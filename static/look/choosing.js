// Hands the chosen picture to the editor that has opened this window, in the way it expects.
const list = document.querySelector("[data-called-by]")

list?.addEventListener("click", (event) => {
  const button = event.target.closest("button")
  const tools = window.opener?.CKEDITOR?.tools
  if (!button || !tools) return
  tools.callFunction(list.dataset.calledBy, button.value)
  window.close()
})
