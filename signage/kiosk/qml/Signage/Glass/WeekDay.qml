pragma ComponentBehavior: Bound

import QtQuick

// One day of the duty week: the weekday and the date, then each person's turn, one line each where there are several.
Rectangle {
    id: day

    required property string weekday
    required property string date
    required property bool today
    required property bool past
    required property var turns
    required property string words
    readonly property bool special: turns.some(turn => turn.special)

    readonly property color ink: today ? Tokens.primaryText : past ? Tokens.past : Tokens.ink
    readonly property color soft: today ? Tokens.primaryTextSoft : past ? Tokens.past : Tokens.muted
    readonly property bool flat: height < Tokens.px(124)
    readonly property bool narrow: width < Tokens.px(760)
    readonly property bool single: (flat && !narrow) || turns.length > 1
    readonly property int from: Tokens.px(narrow ? 210 : flat ? 230 : 176)

    border.color: special ? Tokens.gold : Tokens.line
    border.width: today ? 0 : Tokens.px(special ? 4 : 2)
    color: today ? Tokens.primary : past ? Tokens.pastCard : Tokens.card
    radius: Tokens.px(24)

    Label {
        id: weekday

        x: Tokens.px(40)
        y: day.flat ? (parent.height - height) / 2 : parent.height / 2 - number.height / 2 - height / 2 + Tokens.px(2)
        height: font.pixelSize * 1.2
        color: day.soft
        font.pixelSize: Tokens.smallSize
        text: day.weekday
    }

    Label {
        id: number

        x: day.flat ? Tokens.px(128) : Tokens.px(40)
        y: day.flat ? (parent.height - height) / 2 : weekday.y + weekday.height
        height: font.pixelSize * 1.1
        color: day.ink
        font.pixelSize: day.today && !day.flat ? Tokens.px(74) : Tokens.px(54)
        font.weight: Font.Bold
        text: day.date
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        x: day.from
        color: day.soft
        font.pixelSize: Tokens.labelSize
        text: day.words
        visible: day.turns.length === 0
    }

    Grid {
        id: people

        // where many share a day, they stand beside each other before they grow too small
        readonly property int most: Math.max(1, Math.floor(day.height / Tokens.px(40)))
        readonly property int across: Math.max(1, Math.ceil(day.turns.length / most))
        readonly property int down: Math.max(1, Math.ceil(day.turns.length / across))

        anchors.verticalCenter: parent.verticalCenter
        columns: across
        columnSpacing: Tokens.px(24)
        x: day.from

        Repeater {
            model: day.turns

            Item {
                id: turn

                required property var modelData
                readonly property bool many: day.turns.length > 1
                readonly property bool stacked: day.narrow && !many
                readonly property bool running: day.today && modelData.now !== "" && !many && !stacked

                width: (day.width - day.from - Tokens.px(30) - (people.across - 1) * people.columnSpacing) / people.across
                height: many ? Math.min(Tokens.px(68), day.height / people.down - Tokens.px(4)) : day.height

                FitLabel {
                    id: person

                    width: turn.many ? Math.min(Tokens.px(250), turn.width * 0.36) : day.narrow ? mark.x - Tokens.px(12) : Tokens.px(day.flat ? 340 : 356)
                    y: turn.stacked ? (parent.height - height - topic.height) / 2 : turn.running && !day.flat ? parent.height / 2 - (height + now.height) / 2 : (parent.height - height) / 2
                    height: font.pixelSize * 1.25
                    color: day.ink
                    font.pixelSize: Math.min(turn.height * (turn.stacked ? 0.42 : turn.running && !day.flat ? 0.5 : 0.8), Tokens.px(turn.many ? 44 : !day.today ? 54 : day.flat ? 64 : 76))
                    font.weight: Font.Bold
                    text: turn.modelData.person
                }

                FitLabel {
                    id: now

                    // in a low row the name needs the height: what is now stands below the topic
                    anchors.left: day.flat ? topic.left : person.left
                    anchors.top: day.flat ? topic.bottom : person.bottom
                    width: day.flat ? topic.width : person.width
                    height: font.pixelSize * 1.2
                    color: Tokens.primaryTextGold
                    font.pixelSize: Math.min(Tokens.smallSize, turn.height * 0.3)
                    text: turn.modelData.now
                    visible: turn.running
                }

                FitLabel {
                    id: topic

                    readonly property string inline: [turn.many || turn.stacked ? turn.modelData.now : "", turn.modelData.topic, turn.modelData.detail].filter(part => part !== "").join("  ")

                    x: turn.stacked ? 0 : person.width + Tokens.px(12)
                    width: mark.x - Tokens.px(16) - x
                    y: turn.stacked ? person.y + person.height : now.visible && day.flat ? (parent.height - height - now.height) / 2 : detail.visible ? (parent.height - height - detail.height) / 2 : (parent.height - height) / 2
                    height: turn.stacked ? Math.min(turn.height - person.height - Tokens.px(6), font.pixelSize * (lengthy ? 2.7 : 1.3)) : lengthy && day.single && !(now.visible && day.flat) ? turn.height - Tokens.px(4) : font.pixelSize * 1.3
                    color: day.ink
                    font.pixelSize: turn.many || turn.stacked ? Tokens.smallSize : day.today && !day.flat ? Tokens.px(48) : Tokens.px(42)
                    text: day.single || turn.stacked ? inline : turn.modelData.topic
                }

                FitLabel {
                    id: detail

                    x: topic.x
                    width: topic.width
                    anchors.top: topic.visible && topic.text !== "" ? topic.bottom : undefined
                    anchors.verticalCenter: topic.text !== "" ? undefined : parent.verticalCenter
                    height: font.pixelSize * (lengthy ? 1.9 : 1.3)
                    color: day.soft
                    font.pixelSize: Tokens.smallSize
                    text: turn.modelData.detail
                    visible: !day.single && !turn.stacked && text !== ""
                }

                GroupMark {
                    id: mark

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    height: Math.min(Tokens.px(64), turn.height * 0.9)
                    width: height
                    group: turn.modelData.group
                    onPrimary: day.today
                    past: day.past
                }
            }
        }
    }
}
