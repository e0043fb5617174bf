pragma ComponentBehavior: Bound

import QtQuick

// A day of the week's events in a ribbon: a column of its own.
Rectangle {
    id: day

    required property var about
    readonly property color ink: about.today ? Tokens.primaryText : about.past ? Tokens.past : Tokens.ink
    readonly property color soft: about.today ? Tokens.primaryTextSoft : about.past ? Tokens.past : Tokens.muted
    readonly property real inset: Tokens.px(14)

    border.color: Tokens.line
    border.width: about.today ? 0 : Tokens.px(2)
    color: about.today ? Tokens.primary : about.past ? Tokens.pastCard : Tokens.card
    radius: Tokens.px(20)

    FitLabel {
        id: when

        x: day.inset
        y: Tokens.px(8)
        width: parent.width - 2 * day.inset
        color: day.soft
        font.pixelSize: Tokens.smallSize
        text: [day.about.weekday, day.about.date, day.about.mark].filter(part => part !== "").join(" ")
    }

    Column {
        id: list

        readonly property int lines: day.about.events.length + (day.about.more === "" ? 0 : 1)
        readonly property real share: (day.height - y - Tokens.px(8)) / Math.max(1, lines)

        x: day.inset
        anchors.top: when.bottom
        width: when.width

        Repeater {
            model: day.about.events

            Column {
                id: event

                required property var modelData
                readonly property color ink: modelData.past && !day.about.today ? Tokens.past : day.ink

                width: list.width

                FitLabel {
                    id: hours

                    width: parent.width
                    color: event.ink
                    font.pixelSize: Tokens.smallSize
                    text: event.modelData.hours
                    visible: text !== ""
                    whole: true
                }

                FitLabel {
                    width: parent.width
                    height: Math.max(1, list.share - (hours.visible ? hours.height : 0))
                    color: event.ink
                    font.pixelSize: Tokens.smallSize
                    font.weight: Font.Bold
                    text: event.modelData.title
                    verticalAlignment: Text.AlignTop
                }
            }
        }

        FitLabel {
            width: list.width
            height: list.share
            color: day.soft
            font.pixelSize: Tokens.smallSize
            text: day.about.more !== "" ? day.about.more : day.about.festival
            verticalAlignment: Text.AlignTop
            visible: text !== "" && (day.about.more !== "" || day.about.events.length === 0)
        }
    }
}
