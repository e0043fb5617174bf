pragma ComponentBehavior: Bound

import QtQuick

// One day of the duty week in a ribbon: a column of its own, its people below each other.
Rectangle {
    id: day

    required property string weekday
    required property string date
    required property bool today
    required property bool past
    required property var turns
    required property string words

    readonly property color ink: today ? Tokens.primaryText : past ? Tokens.past : Tokens.ink
    readonly property color soft: today ? Tokens.primaryTextSoft : past ? Tokens.past : Tokens.muted
    readonly property int inset: Tokens.px(narrow ? 7 : 16)
    readonly property bool narrow: width < Tokens.px(150)

    border.color: Tokens.line
    border.width: today ? 0 : Tokens.px(2)
    color: today ? Tokens.primary : past ? Tokens.pastCard : Tokens.card
    radius: Tokens.px(20)

    FitLabel {
        id: when

        x: day.inset
        y: Tokens.px(8)
        width: parent.width - 2 * day.inset - (day.turns.length === 1 && !day.narrow ? Tokens.px(46) : 0)
        color: day.soft
        font.pixelSize: Tokens.smallSize
        text: day.weekday + " " + day.date
    }

    FitLabel {
        x: day.inset
        anchors.top: when.bottom
        width: people.width
        height: parent.height - y - Tokens.px(8)
        color: day.soft
        font.pixelSize: Tokens.smallSize
        text: day.words
        verticalAlignment: Text.AlignTop
        visible: day.turns.length === 0
    }

    Column {
        id: people

        x: day.inset
        anchors.top: when.bottom
        width: parent.width - 2 * day.inset

        Repeater {
            model: day.turns

            Item {
                id: turn

                required property var modelData
                readonly property real share: (day.height - people.y - Tokens.px(8)) / day.turns.length
                readonly property bool several: day.turns.length > 1

                width: people.width
                height: share

                GroupMark {
                    id: mark

                    // one person's letter stands beside the date (below all where that has no room), several have
                    // theirs beside their names
                    anchors.right: parent.right
                    y: turn.several ? Tokens.px(2) : day.narrow ? turn.share - height : -when.height + (when.height - height) / 2
                    width: Math.min(Tokens.px(40), turn.share * 0.5)
                    height: width
                    group: turn.modelData.group
                    onPrimary: day.today
                    past: day.past
                }

                FitLabel {
                    id: person

                    width: turn.several ? mark.x - Tokens.px(6) : parent.width
                    height: turn.several ? turn.share : Math.min(turn.share * 0.34, font.pixelSize * 1.3)
                    color: day.ink
                    font.pixelSize: turn.several ? Tokens.smallSize : Tokens.px(day.today ? 60 : 46)
                    font.weight: Font.Bold
                    text: turn.several ? [turn.modelData.person, turn.modelData.now || turn.modelData.detail].join("\n") : turn.modelData.person
                    verticalAlignment: turn.several ? Text.AlignTop : Text.AlignVCenter
                }

                FitLabel {
                    anchors.top: person.bottom
                    width: parent.width
                    height: turn.share - person.height - (day.narrow ? mark.height : 0)
                    color: turn.modelData.now !== "" ? Tokens.primaryTextGold : day.soft
                    font.pixelSize: Tokens.smallSize
                    text: [turn.modelData.now, turn.modelData.topic, turn.modelData.detail].filter(part => part !== "").join("\n")
                    verticalAlignment: Text.AlignTop
                    visible: !turn.several
                }
            }
        }
    }
}
