// Pictures of screens: one after another, so that the first ones come first.
const images = [...document.querySelectorAll("img.thumb")]

async function show(image) {
  const words = image.nextElementSibling
  try {
    const answer = await fetch(image.dataset.src, { credentials: "same-origin" })
    if (!answer.ok) {
      words.textContent = answer.headers.get("Content-Type")?.startsWith("text/plain") ? (await answer.text()).trim() : ""
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

async function all() {
  for (const image of images) await show(image)
}

all()
// what rotates changes: look again now and then, while somebody looks
setInterval(() => { if (!document.hidden) all() }, 60000)
