// The form in which a notice is written: saves what is typed, shows what follows from it, draws the slide.
import {
  Bold, BulletList, Document, Editor, Gapcursor, HardBreak, Heading, History, ListItem, OrderedList, Paragraph, Table,
  TableCell, TableHeader, TableRow, Text,
} from "../django_prose_editor/editor.js"
import { Questions } from "./asked.js"
import { preview } from "./preview.js"
import { Uploads } from "./uploads.js"

const form = document.querySelector("#writing")
const saved = document.querySelector("[data-saved]")
const conflict = document.querySelector("[data-conflict]")
const REST = 900
const HEARTBEAT = 20000
const RETRY = 4000

let dirty = false
let saving = false
let force = false
let timer = 0
let leaving = false

const questions = new Questions(form)

const find = (selector) => form.querySelector(selector)
const field = (name) => form.elements[name]

// Saving

function changed() {
  dirty = true
  if (conflict.hidden) say(saved.dataset.wordsSaving)
  clearTimeout(timer)
  timer = setTimeout(save, REST)
}

async function save() {
  if (saving || leaving) return
  clearTimeout(timer)
  saving = true
  const wasDirty = dirty
  dirty = false
  try {
    gather()
    const data = new FormData(form)
    if (force) data.set("force", "1")
    const answer = await fetch(form.action, {
      method: "POST", body: data, credentials: "same-origin", headers: { Accept: "application/json" },
    })
    if (answer.status === 409) {
      const told = await answer.json()
      if (told.gone) { leaving = true; location.reload(); return }
      dirty = wasDirty
      conflict.hidden = false
      conflict.querySelector("[data-conflict-words]").textContent = told.conflict
      say(saved.dataset.wordsFailed, true)
      return
    }
    if (!answer.ok) throw new Error(String(answer.status))
    force = false
    conflict.hidden = true
    accept(await answer.json())
    if (!dirty) say(saved.dataset.wordsSaved)
    if (wasDirty && preview) preview.draw()
  } catch {
    dirty = dirty || wasDirty
    say(saved.dataset.wordsFailed, true)
    timer = setTimeout(save, RETRY)
  } finally {
    saving = false
    if (dirty && conflict.hidden) { clearTimeout(timer); timer = setTimeout(save, RETRY / 4) }
  }
}

function say(words, bad = false) {
  saved.textContent = words
  saved.classList.toggle("bad", bad)
}

function accept(state) {
  field("revision").value = state.revision
  find("[data-auto-title]").placeholder = state.auto_title
  find("[data-rule]").textContent = state.rule
  // what was only offered follows the rest, also while more is being typed
  const last = field("posting_last")
  if (last.value === field("posting_offered").value && document.activeElement !== last) {
    last.value = state.posting_last
    field("posting_offered").value = state.posting_last
  }
  const facts = find("[data-auto-facts]")
  facts.replaceChildren(...state.auto_facts.map((line) => {
    const row = document.createElement("div")
    row.className = "auto-line"
    const label = document.createElement("b")
    const value = document.createElement("span")
    label.textContent = line.label
    value.textContent = line.value
    row.append(label, value)
    return row
  }))
  find("[data-auto-body]").innerHTML = state.auto_body // made by the server of escaped text
  const others = document.querySelector("[data-others]")
  others.hidden = state.others.length === 0
  others.textContent = saved.dataset.wordsOthers.replace("{names}", state.others.join("、"))
  showFaults(state.faults)
  questions.show(state.asked)
}

function showFaults(faults) {
  const box = find("[data-faults-box]")
  const title = find("[data-faults-title]")
  const errors = faults.filter((fault) => fault.level === "error").length
  box.hidden = faults.length === 0
  title.textContent = errors ? title.dataset.wordsErrors.replace("{n}", errors) : title.dataset.wordsWarnings
  find("[data-faults]").replaceChildren(...faults.map((fault) => {
    const item = document.createElement("li")
    item.className = fault.level
    if (fault.place) {
      const place = document.createElement("strong")
      place.textContent = `${fault.place} `
      item.append(place)
    }
    item.append(fault.problem)
    return item
  }))
  for (const place of form.querySelectorAll("[data-field]")) {
    const name = place.dataset.field
    const hit = faults.some((fault) => fault.level === "error" && (fault.field === name || fault.field.startsWith(`${name}.`)))
    place.classList.toggle("faulty", hit)
  }
}

// Facts: the template's, or one's own

function switchOwn(part, own) {
  field(`own_${part}`).value = own ? "1" : ""
  showOwn(part)
  changed()
}

function showOwn(part) {
  const own = field(`own_${part}`).value === "1"
  find(`[data-auto-${part}]`).hidden = own
  find(`[data-own-${part}]`).hidden = !own
  const button = find(`[data-own="${part}"]`)
  if (button) button.textContent = own ? button.dataset.wordsAuto : button.dataset.wordsOwn
}

function addFact(label = "", value = "") {
  const row = find("[data-fact-template]").content.cloneNode(true)
  const [name, text] = row.querySelectorAll("input")
  name.value = label
  text.value = value
  find(".fact-rows").append(row)
}

// What the template says now, with everything that was typed: what is written by hand begins from it.
async function settled() {
  while ((dirty || saving) && conflict.hidden && !saved.classList.contains("bad"))
    await (saving ? new Promise((done) => setTimeout(done, 40)) : save())
}

find("[data-own='facts']")?.addEventListener("click", async () => {
  await settled()
  const own = field("own_facts").value === "1"
  if (!own && !find(".fact-rows").children.length)
    for (const line of form.querySelectorAll(".auto-line"))
      addFact(line.children[0].textContent, line.children[1].textContent)
  switchOwn("facts", !own)
})
find("[data-add-fact]").addEventListener("click", () => { addFact(); find(".fact-rows").lastElementChild.querySelector("input").focus() })
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove]")
  if (!button) return
  button.closest(".fact-row").remove()
  changed()
})

// The body

const area = field("body")
area.hidden = true
const editor = new Editor({
  element: find("[data-prose]"),
  extensions: [
    Document, Paragraph, Text, Bold, HardBreak, BulletList, OrderedList, ListItem, History, Gapcursor, TableRow, TableHeader, TableCell,
    Heading.configure({ levels: [3] }), Table.configure({ resizable: false }),
  ],
  content: area.value,
  injectCSS: false,
  onUpdate: () => changed(),
  onTransaction: () => toolbar(),
  editorProps: {
    // what is pasted brings neither looks nor pictures: nothing is fetched from where it came
    transformPastedHTML: (html) => html
      .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, "")
      .replace(/<\/?(img|picture|source|link|meta|svg|iframe|object|embed|video|audio)\b[^>]*>/gi, "")
      .replace(/\s(style|class|id|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ""),
    attributes: { role: "textbox", "aria-multiline": "true", "aria-labelledby": "body-label" },
    handlePaste: (_view, event) => {
      if (pasted(event.clipboardData?.getData("text/html") ?? "")) return true
      const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"))
      if (!files.length || event.clipboardData.types.includes("text/html")) return false
      upload(files)
      return true
    },
  },
})

const commands = {
  bold: (chain) => chain.toggleBold(),
  heading: (chain) => chain.toggleHeading({ level: 3 }),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true }),
  row: (chain) => chain.addRowAfter(),
  column: (chain) => chain.addColumnAfter(),
  unrow: (chain) => chain.deleteRow(),
  uncolumn: (chain) => chain.deleteColumn(),
  undo: (chain) => chain.undo(),
}
const marks = { bold: ["bold"], heading: ["heading"], bullets: ["bulletList"], numbers: ["orderedList"] }

for (const button of form.querySelectorAll("[data-do]"))
  button.addEventListener("click", () => commands[button.dataset.do](editor.chain().focus()).run())

function toolbar() {
  if (!editor) return
  const inTable = editor.isActive("table")
  for (const button of form.querySelectorAll("[data-do]")) {
    const mark = marks[button.dataset.do]
    const on = mark ? editor.isActive(...mark) : false
    button.classList.toggle("on", on)
    if (mark) button.setAttribute("aria-pressed", String(on))
    if ("inTable" in button.dataset) button.hidden = !inTable
  }
}

find("[data-own='body']")?.addEventListener("click", async () => {
  await settled()
  const own = field("own_body").value === "1"
  if (!own && editor.isEmpty) editor.commands.setContent(find("[data-auto-body]").innerHTML)
  switchOwn("body", !own)
  if (!own) editor.commands.focus("end")
})

// Pasted from elsewhere: the server tells words from the markup of Word and WeChat. Our own comes as it is.

const pasteWords = find("[data-paste-words]")

function pasted(html) {
  if (!html.trim() || html.includes("data-pm-slice")) return false
  const place = find("[data-prose]")
  pasteWords.textContent = place.dataset.wordsCleaning
  const data = new FormData()
  data.set("html", html)
  data.set("csrfmiddlewaretoken", field("csrfmiddlewaretoken").value)
  fetch(place.dataset.clean, {
    method: "POST", body: data, credentials: "same-origin", headers: { Accept: "application/json" },
  }).then(async (answer) => {
    const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {}
    if (!answer.ok) throw new Error(told.error ?? "")
    pasteWords.textContent = ""
    pasteWords.classList.remove("field-error")
    editor.chain().focus().insertContent(told.html).run()
  }).catch((error) => {
    pasteWords.textContent = error.message || place.dataset.wordsUnclean
    pasteWords.classList.add("field-error")
  })
  return true
}

// Pictures

let pictures = JSON.parse(field("pictures").value || "[]")
const shelf = find("[data-pictures]")

function showPictures() {
  shelf.replaceChildren(...pictures.map((picture, index) => {
    const item = document.createElement("li")
    const image = document.createElement("img")
    image.src = picture.src
    image.alt = picture.caption
    const caption = document.createElement("input")
    caption.type = "text"
    caption.value = picture.caption
    caption.maxLength = 100
    caption.placeholder = shelf.dataset.wordsCaption
    caption.setAttribute("aria-label", shelf.dataset.wordsCaption)
    caption.addEventListener("input", () => { picture.caption = caption.value; changed() })
    const buttons = document.createElement("div")
    buttons.className = "buttons"
    if (index > 0) buttons.append(small(shelf.dataset.wordsUp, () => {
      [pictures[index - 1], pictures[index]] = [pictures[index], pictures[index - 1]]
    }))
    buttons.append(small(shelf.dataset.wordsRemove, () => pictures.splice(index, 1)))
    item.append(image, caption, buttons)
    return item
  }))
}

function small(words, act) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button small"
  button.textContent = words
  button.addEventListener("click", () => { act(); showPictures(); changed() })
  return button
}

// Uploads: pictures, PDFs, Word documents

const uploads = new Uploads(form)
const upload = (files) => uploads.send(files, takeUp)

// What was written by hand stays: a document's words come after it, its title only where there is none.
function takeUp(told) {
  const known = new Set(pictures.map((picture) => picture.sha256))
  pictures.push(...told.pictures.filter((picture) => !known.has(picture.sha256)))
  if (pictures.length > uploads.most) {
    pictures = pictures.slice(0, uploads.most)
    told.warnings.push(uploads.many)
  }
  showPictures()
  if (told.body) {
    if (field("own_body").value !== "1") editor.commands.clearContent()
    field("own_body").value = "1"
    showOwn("body")
    editor.commands.insertContentAt(editor.isEmpty ? 0 : editor.state.doc.content.size, told.body)
  }
  for (const name of ["title", "number", "issuer", "issued"])
    if (told[name] && !field(name).value) field(name).value = told[name]
  changed()
}

const picker = find("[data-picker]")

async function picked() {
  await upload([...picker.files])
  picker.value = ""
}

picker.addEventListener("change", picked)

// All of it

function gather() {
  area.value = editor.getHTML()
  field("pictures").value = JSON.stringify(pictures.map(({ sha256, caption }) => ({ sha256, caption })))
}

showOwn("facts")
showOwn("body")
showPictures()
toolbar()
form.addEventListener("input", changed)
form.addEventListener("change", changed)
form.addEventListener("submit", () => { gather(); leaving = true })
document.querySelector("[data-force]").addEventListener("click", () => { force = true; conflict.hidden = true; save() })
document.querySelector("[data-reload]").addEventListener("click", () => { leaving = true })
window.addEventListener("beforeunload", (event) => { if ((dirty || saving) && !leaving) event.preventDefault() })
setInterval(() => { if (!document.hidden && conflict.hidden) save() }, HEARTBEAT)
save().then(() => preview?.draw())
if (picker.files.length) picked() // chosen while this script was on its way
