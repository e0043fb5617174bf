// The slide as the screen draws it, beside a form or a notice.
export class Preview {
  constructor(panel) {
    this.panel = panel
    this.stage = panel.querySelector(".stage")
    this.image = this.stage.querySelector("img")
    this.words = panel.querySelector(".stage-words")
    this.leaf = panel.querySelector(".leaf")
    this.shape = "portrait"
    this.page = 0
    this.drawn = null
    this.turn = 0
    for (const button of panel.querySelectorAll("[data-shape]"))
      button.addEventListener("click", () => this.turnTo(button.dataset.shape))
    for (const button of panel.querySelectorAll("[data-step]"))
      button.addEventListener("click", () => this.step(Number(button.dataset.step)))
  }

  turnTo(shape) {
    this.shape = shape
    this.page = 0
    for (const button of this.panel.querySelectorAll("[data-shape]"))
      button.setAttribute("aria-pressed", String(button.dataset.shape === shape))
    this.stage.classList.toggle("portrait", shape === "portrait")
    this.stage.classList.toggle("landscape", shape === "landscape")
    this.draw()
  }

  step(by) {
    if (!this.drawn) return
    const count = this.drawn.pages.length
    this.page = (this.page + by + count) % count
    this.show()
  }

  ask(query) {
    return fetch(`${this.panel.dataset.preview}?${query}`, { credentials: "same-origin", headers: { Accept: "application/json" } })
  }

  async draw() {
    const turn = ++this.turn
    const say = this.panel.dataset
    this.stage.classList.add("busy")
    if (!this.drawn) this.words.textContent = say.wordsDrawing
    const query = new URLSearchParams({ shape: this.shape })
    if (say.revision) query.set("revision", say.revision)
    try {
      const answer = await this.ask(query)
      const drawn = await answer.json()
      if (turn !== this.turn || drawn.superseded) return
      this.stage.classList.remove("busy")
      if (drawn.error) {
        this.words.textContent = drawn.error
        return
      }
      this.drawn = drawn
      this.page = Math.min(this.page, drawn.pages.length - 1)
      this.words.textContent = ""
      this.show()
    } catch {
      if (turn !== this.turn) return
      this.stage.classList.remove("busy")
      this.words.textContent = say.wordsFailed
      setTimeout(() => { if (turn === this.turn) this.draw() }, 5000)
    }
  }

  show() {
    const say = this.panel.dataset
    const drawn = this.drawn
    this.image.src = drawn.pages[this.page].src
    this.image.hidden = false
    this.leaf.classList.toggle("single", drawn.count < 2)
    this.leaf.querySelector(".leaf-words").textContent =
      say.wordsPage.replace("{page}", this.page + 1).replace("{count}", drawn.count)
    this.panel.querySelector(".measures").textContent =
      `${say.wordsDwell.replace("{seconds}", drawn.dwell)} · ` +
      say.wordsDistance.replace("{metres}", drawn.distance).replace("{height}", drawn.glyph)
    this.panel.dataset.drawn = String(Number(this.panel.dataset.drawn || 0) + 1)
  }
}

const panel = document.querySelector("[data-preview]")
export const preview = panel ? new Preview(panel) : null
if (preview && !document.querySelector("#writing")) preview.draw()
