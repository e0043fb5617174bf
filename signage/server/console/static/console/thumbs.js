// Pictures of screens: those that are in sight, one after another, and again once a minute: what is shown changes.
const EVERY = 60000
const waiting = new Set()
const inSight = new Set()
let busy = false

async function show(image) {
  const words = image.nextElementSibling
  try {
    const answer = await fetch(image.dataset.src, { credentials: "same-origin" })
    // what a screen shows may be a word: it is stopped
    const said = answer.headers.get("Content-Type")?.startsWith("text/plain")
    if (said || !answer.ok) {
      image.hidden = true
      words.hidden = false
      words.textContent = said ? (await answer.text()).trim() : ""
      return
    }
    const reader = new FileReader()
    reader.onload = () => {
      image.src = reader.result
      image.hidden = false
      words.hidden = true
    }
    reader.readAsDataURL(await answer.blob())
  } catch {
    words.textContent = ""
  }
}

async function work() {
  if (busy) return
  busy = true
  for (const image of waiting) {
    waiting.delete(image)
    await show(image)
  }
  busy = false
}

function ask(images) {
  for (const image of images) waiting.add(image)
  work()
}

const watch = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const image = entry.target.querySelector("img.thumb")
    if (!entry.isIntersecting) {
      inSight.delete(image)
      waiting.delete(image)
    } else {
      inSight.add(image)
      if (!image.src) ask([image])
    }
  }
})

for (const image of document.querySelectorAll("img.thumb")) watch.observe(image.closest(".glass"))
setInterval(() => { if (!document.hidden) ask(inSight) }, EVERY)
