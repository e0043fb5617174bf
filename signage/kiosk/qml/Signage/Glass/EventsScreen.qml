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

            width: parent.width
            spacing: Tokens.px(14)

            Repeater {
                model: screen.days

                EventDay {
                    required property var modelData

                    width: column.width
                    about: modelData
                    lineHeight: Math.max(Tokens.target, Tokens.px(Tokens.portrait ? 92 : 76))
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
