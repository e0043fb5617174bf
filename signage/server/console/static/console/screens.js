// A command is under way: look again every two seconds, for a minute at most, until the screen has answered.
const began = Number(sessionStorage.getItem("waiting-since") || Date.now())
if (Date.now() - began < 60000) {
  sessionStorage.setItem("waiting-since", String(began))
  setTimeout(() => { if (!document.hidden) location.reload() }, 2000)
} else {
  sessionStorage.removeItem("waiting-since")
}
