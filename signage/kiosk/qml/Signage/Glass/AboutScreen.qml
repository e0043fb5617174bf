pragma ComponentBehavior: Bound

import QtQuick

// What this screen is, how current, and what it does not do.
BrowseScreen {
    id: screen

    required property var lines

    touched: false
    pager: Pager {
        view: list
        visit: screen.visit
    }

    LineList {
        id: list

        width: parent.width
        height: parent.height
        lines: screen.lines
        onMovementEnded: screen.visit.stay()
    }

    ScrollMark {
        view: list
    }
}
