pragma ComponentBehavior: Bound

import QtQuick

// 本周大事: what happens this week, on one time line.
SlideFrame {
    id: slide

    required property string title
    required property string range
    required property var days

    readonly property int lines: days.reduce((sum, day) => sum + Math.max(1, day.events.length + (day.more === "" ? 0 : 1)), 0)

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
        readonly property real lineHeight: Math.min(Tokens.px(92), (parent.height - y - 6 * gap) / slide.lines)
        readonly property bool large: slide.days.some(day => day.today)

        y: heading.height
        width: parent.width
        columns: Tokens.ribbon ? 7 : 1
        spacing: gap

        Repeater {
            model: slide.days

            Loader {
                id: place

                required property var modelData

                width: Tokens.ribbon ? (list.width - 6 * list.gap) / (list.large ? 7.4 : 7) * (modelData.today ? 1.4 : 1) : list.width
                height: Tokens.ribbon ? list.parent.height - list.y : implicitHeight
                sourceComponent: Tokens.ribbon ? column : row

                Component {
                    id: row

                    EventDay {
                        about: place.modelData
                        lineHeight: list.lineHeight
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
