pragma ComponentBehavior: Bound

import QtQuick

// 本周大事: what happens this week, on one time line.
SlideFrame {
    id: slide

    required property string title
    required property string range
    required property var days

    // a day on which nothing happens takes less
    readonly property real empty: Tokens.ribbon ? 0.7 : 0.66

    function lines(day: var): real {
        return day.events.length === 0 ? empty : day.events.length + (day.more === "" ? 0 : 1)
    }

    function share(day: var): real {
        return day.events.length === 0 ? empty : 1
    }

    carded: false

    SlideTitle {
        id: heading

        aside: slide.range
        text: slide.title
        width: parent.width
    }

    Grid {
        id: list

        readonly property real gap: Tokens.px(Tokens.ribbon ? 10 : Tokens.portrait ? 14 : 6)
        readonly property real lineHeight: Math.min(Tokens.px(160), (parent.height - y - 6 * gap) / slide.days.reduce((sum, day) => sum + slide.lines(day), 0))
        readonly property real columnWidth: (width - 6 * gap) / slide.days.reduce((sum, day) => sum + slide.share(day), 0)

        y: heading.height
        width: parent.width
        columns: Tokens.ribbon ? 7 : 1
        spacing: gap

        Repeater {
            model: slide.days

            Loader {
                id: place

                required property var modelData

                width: Tokens.ribbon ? list.columnWidth * slide.share(modelData) : list.width
                height: Tokens.ribbon ? list.parent.height - list.y : implicitHeight
                sourceComponent: Tokens.ribbon ? column : row

                Component {
                    id: row

                    EventDay {
                        about: place.modelData
                        lineHeight: list.lineHeight * (place.modelData.events.length === 0 ? slide.empty : 1)
                    }
                }

                Component {
                    id: column

                    EventColumn {
                        about: place.modelData
                    }
                }
            }
        }
    }
}
