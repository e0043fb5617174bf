// What looks like somebody's number is asked about: mended, or public by the writer's word.

export class Questions {
  constructor(form) {
    this.box = form.querySelector("[data-asked-box]")
    this.list = form.querySelector("[data-asked]")
    this.answered = new Set([...this.list.querySelectorAll("input:checked")].map((tick) => tick.value))
    this.list.addEventListener("change", ({ target }) => {
      if (target.checked) this.answered.add(target.value)
      else this.answered.delete(target.value)
      target.closest("li").className = target.checked ? "cleared" : "error"
    })
    this.shown = ""
  }

  // The same questions stay as they are: whoever is just answering one keeps their place.
  show(asked) {
    const now = asked.map((each) => `${each.key} ${each.problem}`).join("\n")
    if (now === this.shown) return
    this.shown = now
    this.box.hidden = asked.length === 0
    this.list.replaceChildren(...asked.map((each) => {
      const item = document.createElement("li")
      const words = document.createElement("span")
      words.textContent = each.problem
      item.append(words)
      const answered = Boolean(each.answer) && this.answered.has(each.key)
      item.className = answered ? "cleared" : "error"
      if (each.answer) item.append(this.tick(each, answered))
      return item
    }))
  }

  tick(each, answered) {
    const label = document.createElement("label")
    label.className = "tick"
    const box = document.createElement("input")
    box.type = "checkbox"
    box.name = "cleared"
    box.value = each.key
    box.checked = answered
    const words = document.createElement("span")
    words.textContent = each.answer
    label.append(box, words)
    return label
  }
}
