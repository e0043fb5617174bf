"""Every address of the console."""

from __future__ import annotations

from django.urls import include, path

from signage.server.console import guide, pages
from signage.server.console.accounts import views as accounts
from signage.server.console.evidence import views as evidence
from signage.server.console.notices import editor
from signage.server.console.notices import views as notices
from signage.server.console.publishing import views as screens
from signage.server.console.tree import views as tree

urlpatterns = [
    path("", pages.home, name="home"),
    path("language/", pages.set_language, name="language"),
    path("login/", accounts.log_in, name="login"),
    path("logout/", accounts.log_out, name="logout"),
    path("password/", accounts.change_password, name="password"),
    path("link/<str:token>/", accounts.take_link, name="link"),
    path("people/", accounts.people, name="people"),
    path("people/new/", accounts.add_person, name="add-person"),
    path("people/<int:key>/", accounts.person, name="person"),
    path("setup/", tree.setup, name="setup"),
    path("compounds/", tree.compounds, name="compounds"),
    path("branches/<int:key>/", tree.branch, name="branch"),
    path("branches/<int:key>/add/", tree.add_branch, name="add-branch"),
    path("branches/<int:key>/root.json", tree.root_file, name="root-file"),
    path("write/", notices.write, name="write"),
    path("withdraw/", notices.withdrawing, name="withdraw"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:key>/", notices.notice, name="notice"),
    path("notices/<int:key>/edit/", editor.edit, name="edit"),
    path("notices/<int:key>/save/", editor.save, name="save"),
    path("notices/<int:key>/preview/", editor.preview, name="preview"),
    path("notices/<int:key>/pictures/", editor.upload, name="upload"),
    path("notices/<int:key>/compare/", notices.compare, name="compare"),
    path("notices/<int:key>/submit/", notices.submit, name="submit"),
    path("notices/<int:key>/recall/", notices.recall, name="recall"),
    path("notices/<int:key>/return/", notices.send_back, name="return"),
    path("notices/<int:key>/approve/", notices.approve, name="approve"),
    path("notices/<int:key>/withdraw/", notices.withdraw, name="withdraw-notice"),
    path("notices/<int:key>/delete/", notices.delete, name="delete"),
    path("notices/<int:key>/hide/", notices.hide, name="hide"),
    path("notices/<int:key>/replace/", notices.replace, name="replace"),
    path("alerts/", include("signage.server.console.alerts.urls")),
    path("airtime/", include("signage.server.console.evidence.urls")),
    path("clean/", editor.clean, name="clean"),
    path("pictures/<str:name>", screens.picture, name="picture"),
    path("screens/", screens.screens, name="screens"),
    path("screens/<slug:code>/", screens.screen, name="screen"),
    path("screens/<slug:code>/retry/", screens.retry, name="retry"),
    path("screens/<slug:code>/<str:item>.webp", screens.slide, name="slide"),
    path("", include("signage.server.console.screens.urls")),
    path("", include("signage.server.console.rosters.urls")),
    path("guide/", guide.guide, name="guide"),
    path("log/", evidence.log, name="log"),
    path("log.csv", evidence.log_csv, name="log-csv"),
    path("", include("signage.server.console.outside.urls")),
]

handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.failed
