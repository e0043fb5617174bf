pragma ComponentBehavior: Bound

import QtQuick

// A duty week, this one or another.
BrowseScreen {
    id: screen

    required property var days
    required property bool known

    readonly property bool todayLarger: days.some(day => day.today)

    actionColumns: Math.max(3, actions.length)
    startAt: Math.max(0, days.findIndex(day => day.today)) * (list.share + list.gap)
    touched: false
    pager: Pager {
        view: list
        visit: screen.visit
    }

    Flickable {
        id: list

        readonly property int gap: Tokens.px(Tokens.portrait ? 12 : 8)
        readonly property bool upright: Tokens.ribbon && !Tokens.large
        readonly property real sum: screen.todayLarger ? 7.56 : 7
        readonly property real share: Math.max(Tokens.px(Tokens.large && width < Tokens.px(900) ? 122 : 60), (height - 6 * gap) / sum)
        readonly property real column: (width - 6 * gap) / sum

        width: parent.width
        height: parent.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: upright ? height : sum * share + 6 * gap
        interactive: contentHeight > height + 1
        onMovementEnded: screen.visit.stay()

        Grid {
            columns: list.upright ? 7 : 1
            spacing: list.gap

            Repeater {
                model: screen.days

                DayPlace {
                    upright: list.upright
                    width: list.upright ? list.column * factor : list.width
                    height: list.upright ? list.height : list.share * factor
                }
            }
        }
    }

    ScrollMark {
        view: list
    }
}
