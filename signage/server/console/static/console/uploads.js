// Sends files one after the other, says how far each is, and beside the button in words what became of it.

export class Uploads {
  constructor(form) {
    this.address = form.dataset.upload
    this.token = form.elements.csrfmiddlewaretoken.value
    this.words = form.querySelector("[data-upload-words]")
    this.faults = form.querySelector("[data-upload-faults]")
    this.most = Number(this.words.dataset.most)
    this.many = fill(this.words.dataset.wordsMany, { n: this.most })
  }

  async send(files, takeUp) {
    this.faults.replaceChildren()
    for (const file of files) {
      try {
        const told = await this.request(file)
        takeUp(told)
        this.words.textContent = fill(this.words.dataset.wordsDone, { name: file.name })
        for (const warning of told.warnings) this.say(file, warning, "warning")
      } catch (error) {
        this.words.textContent = ""
        this.say(file, error.message || this.words.dataset.wordsFailed, "error")
      }
    }
  }

  // A request of the old kind: it alone tells how far an upload is.
  request(file) {
    return new Promise((done, fail) => {
      if (file.size > Number(this.words.dataset.mostBytes)) { fail(new Error(this.words.dataset.wordsLarge)); return }
      const data = new FormData()
      data.set("file", file)
      data.set("csrfmiddlewaretoken", this.token)
      const request = new XMLHttpRequest()
      request.responseType = "json"
      request.upload.addEventListener("progress", (event) => {
        const percent = event.total ? Math.floor(100 * event.loaded / event.total) : 0
        const { wordsUploading, wordsWorking } = this.words.dataset
        this.words.textContent = fill(percent < 100 ? wordsUploading : wordsWorking, { name: file.name, n: percent })
      })
      request.addEventListener("load", () => {
        if (request.status === 200 && request.response) done(request.response)
        else fail(new Error(request.response?.error ?? ""))
      })
      for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => fail(new Error("")))
      request.open("POST", this.address)
      request.setRequestHeader("Accept", "application/json")
      request.send(data)
    })
  }

  say(file, words, level) {
    const item = document.createElement("li")
    item.className = level
    const name = document.createElement("strong")
    name.textContent = `${file.name} `
    item.append(name, words)
    this.faults.append(item)
  }
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_whole, name) => values[name])
}
