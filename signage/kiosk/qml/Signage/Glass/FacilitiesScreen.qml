pragma ComponentBehavior: Bound

import QtQuick

// What can be borrowed, and how many are free now.
BrowseScreen {
    id: screen

    required property var facilities

    touched: false
    pager: Pager {
        view: list
        visit: screen.visit
    }

    Flickable {
        id: list

        readonly property int columns: Tokens.ribbon ? 2 : 1
        readonly property int lines: Math.ceil(screen.facilities.length / columns)
        readonly property real gap: Tokens.px(16)
        readonly property real share: Math.max(Tokens.px(Tokens.portrait ? 150 : 112), Math.min(Tokens.px(220), (height - (lines - 1) * gap) / lines))

        width: parent.width
        height: parent.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: lines * share + (lines - 1) * gap
        interactive: contentHeight > height + 1
        onMovementEnded: screen.visit.stay()

        Grid {
            columns: list.columns
            spacing: list.gap

            Repeater {
                model: screen.facilities

                FacilityRow {
                    required property var modelData

                    width: (list.width - (list.columns - 1) * list.gap) / list.columns
                    height: list.share
                    free: modelData.free
                    name: modelData.name
                    note: modelData.note
                    total: modelData.total
                }
            }
        }
    }

    ScrollMark {
        view: list
    }
}
