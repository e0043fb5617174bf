pragma ComponentBehavior: Bound

import QtQuick

// 本周大事, each thing a touch away from its notice.
BrowseScreen {
    id: screen

    required property var days

    pager: Pager {
        view: list
        visit: screen.visit
    }

    Flickable {
        id: list

        width: parent.width
        height: parent.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: column.height
        interactive: contentHeight > height + 1
        onMovementEnded: {
            screen.visit.stay()
            screen.visit.scrolled(contentY)
        }

        Column {
            id: column

            // what is over and was empty is of no use to anybody here
            readonly property var shown: screen.days.filter(day => !day.past || day.events.length > 0)
            readonly property int lines: shown.reduce((sum, day) => sum + Math.max(1, day.events.length + (day.more === "" ? 0 : 1)), 0)

            width: parent.width
            spacing: Tokens.px(Tokens.portrait ? 14 : 6)

            Repeater {
                model: column.shown

                EventDay {
                    required property var modelData

                    width: column.width
                    about: modelData
                    lineHeight: Math.max(Tokens.target, Tokens.px(width < Tokens.px(1000) ? 92 : 76), Math.min(Tokens.px(150), (list.height - 6 * column.spacing) / column.lines) - Tokens.px(1))
                    touched: true
                    onOpened: item => screen.go("reading", item)
                }
            }
        }
    }

    ScrollMark {
        view: list
    }
}
