// An alert's form: the takeover as the screen draws it, drawn anew as one types, and what is still wrong with it.
import { preview } from "./preview.js"

const REST = 700
const form = document.querySelector("#writing")
const faults = form.querySelector("[data-faults]")
const until = form.querySelector("[data-until]")
let timer = 0

preview.ask = async (query) => {
  const answer = await fetch(`${form.dataset.previewForm}?${query}`, {
    method: "POST", body: new FormData(form), credentials: "same-origin", headers: { Accept: "application/json" },
  })
  const copy = answer.clone()
  copy.json().then(({ faults: found }) => found && tell(found)).catch(() => {})
  return answer
}

function tell(found) {
  faults.replaceChildren(...found.map(({ level, place, problem }) => {
    const item = document.createElement("li")
    item.className = level
    if (place) {
      const strong = document.createElement("strong")
      strong.textContent = place
      item.append(strong, " ")
    }
    item.append(problem)
    return item
  }))
}

function showUntil() {
  until.hidden = form.querySelector("[name=ends]:checked")?.value !== "until"
}

form.addEventListener("input", () => {
  showUntil()
  clearTimeout(timer)
  timer = setTimeout(() => preview.draw(), REST)
})

showUntil()
preview.draw()
