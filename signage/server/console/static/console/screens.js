// A command is under way: look again every two seconds, for a minute at most, until the screen has answered.
const KEY = "waiting-since"
if (!document.querySelector("[data-waiting]")) {
  sessionStorage.removeItem(KEY)
} else {
  const began = Number(sessionStorage.getItem(KEY) || Date.now())
  sessionStorage.setItem(KEY, String(began))
  if (Date.now() - began < 60000) setTimeout(() => location.reload(), 2000)
}
