import QtQuick

// One day of the duty week: the weekday and the date, then each person's turn.
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
    readonly property bool several: turns.length > 1

    border.color: Tokens.line
    border.width: today ? 0 : Tokens.px(2)
    color: today ? Tokens.primary : past ? Tokens.pastCard : Tokens.card
    radius: Tokens.px(24)

    Column {
        id: when

        x: Tokens.px(40)
        anchors.verticalCenter: parent.verticalCenter

        Label {
            color: day.soft
            font.pixelSize: Tokens.smallSize
            lineHeight: 0.95
            text: day.weekday
        }

        Label {
            color: day.ink
            font.pixelSize: day.today ? Tokens.px(74) : Tokens.px(56)
            font.weight: Font.Bold
            lineHeight: 0.92
            text: day.date
        }
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        x: Tokens.px(176)
        color: day.soft
        font.pixelSize: Tokens.labelSize
        text: day.words
        visible: day.turns.length === 0
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: Tokens.px(176)
        width: parent.width - x - Tokens.px(30)
        spacing: Tokens.px(4)

        Repeater {
            model: day.turns

            Item {
                id: turn

                required property var modelData

                width: parent ? (parent as Item).width : 0
                height: Math.max(who.height, what.height, mark.height)

                Column {
                    id: who

                    anchors.verticalCenter: parent.verticalCenter
                    width: Tokens.px(Tokens.portrait ? 380 : 400)

                    Label {
                        width: parent.width
                        color: day.ink
                        font.pixelSize: day.several ? Tokens.labelSize : day.today ? Tokens.px(76) : Tokens.px(54)
                        font.weight: Font.Bold
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Tokens.smallSize
                        text: turn.modelData.person
                    }

                    Label {
                        width: parent.width
                        color: Tokens.primaryTextGold
                        font.pixelSize: Tokens.dateSize
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Tokens.smallSize * 0.8
                        text: turn.modelData.now
                        visible: day.today && text !== ""
                    }
                }

                Column {
                    id: what

                    anchors.left: who.right
                    anchors.right: mark.left
                    anchors.rightMargin: Tokens.px(20)
                    anchors.verticalCenter: parent.verticalCenter

                    Label {
                        width: parent.width
                        color: day.ink
                        elide: Text.ElideRight
                        font.pixelSize: day.several ? Tokens.smallSize : day.today ? Tokens.px(48) : Tokens.px(42)
                        text: turn.modelData.topic
                        visible: text !== ""
                    }

                    Label {
                        width: parent.width
                        color: day.soft
                        elide: Text.ElideRight
                        font.pixelSize: Tokens.smallSize
                        text: turn.modelData.detail
                    }
                }

                GroupMark {
                    id: mark

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    group: turn.modelData.group
                    onPrimary: day.today
                    past: day.past
                }
            }
        }
    }
}
