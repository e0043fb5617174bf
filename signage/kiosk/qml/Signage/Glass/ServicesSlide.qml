pragma ComponentBehavior: Bound

import QtQuick

// The services of the gatehouse 八大功能: what, when, and whether it is open now.
SlideFrame {
    id: slide

    required property string title
    required property string subtitle
    required property var services

    readonly property int columns: 2
    readonly property int lines: Math.ceil(services.length / columns)

    carded: false

    Label {
        id: heading

        x: Tokens.px(Tokens.portrait ? 16 : 0)
        y: Tokens.px(Tokens.portrait ? 4 : -14)
        font.family: Tokens.serif
        font.pixelSize: Tokens.titleLongSize
        font.weight: Font.Bold
        text: slide.title
    }

    FitLabel {
        anchors.baseline: heading.baseline
        anchors.left: heading.right
        anchors.leftMargin: Tokens.px(32)
        anchors.right: parent.right
        anchors.rightMargin: heading.x
        horizontalAlignment: Text.AlignRight
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        text: slide.subtitle
    }

    Grid {
        id: grid

        readonly property int gap: Tokens.px(20)

        y: heading.y + heading.height + Tokens.px(14)
        width: parent.width
        columns: slide.columns
        spacing: gap

        Repeater {
            model: slide.services

            Rectangle {
                id: tile

                required property var modelData
                readonly property bool wide: width > height * 2.5

                width: (grid.width - grid.gap) / 2
                height: (grid.parent.height - grid.y - (slide.lines - 1) * grid.gap) / slide.lines
                border.color: Tokens.line
                border.width: Tokens.px(2)
                color: Tokens.card
                radius: Tokens.px(26)

                Rectangle {
                    id: glyph

                    x: Tokens.px(28)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Tokens.px(104)
                    height: width
                    color: Tokens.tone(tile.modelData.tone)
                    radius: Tokens.px(22)

                    Label {
                        anchors.centerIn: parent
                        color: Tokens.card
                        font.family: Tokens.serif
                        font.pixelSize: Tokens.px(62)
                        font.weight: Font.Bold
                        text: tile.modelData.glyph
                    }
                }

                Column {
                    id: words

                    anchors.left: glyph.right
                    anchors.leftMargin: Tokens.px(28)
                    anchors.right: parent.right
                    anchors.rightMargin: Tokens.px(24)
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Tokens.px(2)

                    FitLabel {
                        id: title

                        width: parent.width - (aside.active ? aside.width + Tokens.px(16) : 0)
                        font.pixelSize: Tokens.px(48)
                        font.weight: Font.Bold
                        text: tile.modelData.name
                    }

                    FitLabel {
                        width: parent.width
                        height: font.pixelSize * (lengthy && !tile.wide ? 2.9 : 1.45)
                        color: Tokens.muted
                        font.pixelSize: Tokens.smallSize
                        text: tile.modelData.hours
                    }

                    Loader {
                        active: !tile.wide && tile.modelData.state !== ""
                        sourceComponent: badge
                    }
                }

                Loader {
                    id: aside

                    active: tile.wide && tile.modelData.state !== ""
                    anchors.right: parent.right
                    anchors.rightMargin: Tokens.px(24)
                    y: words.y + title.y + (title.height - height) / 2
                    sourceComponent: badge
                }

                Component {
                    id: badge

                    Row {
                        spacing: Tokens.px(12)

                        Rectangle {
                            anchors.verticalCenter: parent.verticalCenter
                            width: Tokens.px(18)
                            height: width
                            border.color: tile.modelData.open ? Tokens.primary : Tokens.muted
                            border.width: Tokens.px(3)
                            color: tile.modelData.open ? Tokens.primary : "transparent"
                            radius: width / 2
                        }

                        Label {
                            color: tile.modelData.open ? Tokens.primary : Tokens.muted
                            font.pixelSize: Tokens.smallSize
                            font.weight: tile.modelData.open ? Font.Bold : Font.Medium
                            text: tile.modelData.state
                        }
                    }
                }
            }
        }
    }
}
