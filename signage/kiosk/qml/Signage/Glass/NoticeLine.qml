pragma ComponentBehavior: Bound

import QtQuick

// A notice in a list: its kind, its title, when and whom it concerns. Where it is narrow they stand below each other.
Card {
    id: row

    required property string itemId
    required property string title
    required property string category
    required property string tone
    required property string when
    required property string line
    property real kindWidth: Tokens.px(160)

    readonly property bool narrow: width < Tokens.px(800)
    readonly property real inset: Tokens.px(28)
    // where the words begin when they stand below the kind; of nothing that follows from the height of the row
    readonly property real below: Tokens.px(16) + Tokens.px(56) + Tokens.px(8)

    signal tapped()

    implicitHeight: narrow ? below + words.height + Tokens.px(18) : Tokens.px(Tokens.portrait ? 168 : 140)
    radius: Tokens.px(24)

    Chip {
        id: kind

        x: row.inset
        y: row.narrow ? Tokens.px(16) : (parent.height - height) / 2
        width: row.narrow ? implicitWidth : row.kindWidth
        height: row.narrow ? Tokens.px(56) : implicitHeight
        color: Tokens.toneSoft(row.tone)
        ink: Tokens.toneInk(row.tone)
        most: row.narrow ? row.width * 0.5 : width
        strong: true
        text: row.category
    }

    FitLabel {
        anchors.left: kind.right
        anchors.leftMargin: Tokens.px(20)
        anchors.right: arrow.left
        anchors.verticalCenter: kind.verticalCenter
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        text: row.when
        visible: row.narrow
    }

    Column {
        id: words

        x: row.narrow ? row.inset : kind.x + kind.width + Tokens.px(28)
        y: row.narrow ? row.below : (parent.height - height) / 2
        width: arrow.x - Tokens.px(16) - x

        FitLabel {
            width: parent.width
            height: font.pixelSize * (!lengthy ? 1.36 : row.narrow ? 2.8 : 1.9)
            font.pixelSize: Tokens.px(Tokens.portrait ? 48 : 46)
            font.weight: Font.Bold
            text: row.title
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (lengthy && row.narrow ? 2.7 : 1.36)
            color: Tokens.muted
            font.pixelSize: Tokens.smallSize
            text: [row.narrow ? "" : row.when, row.line].filter(part => part !== "").join("  ·  ")
            visible: text !== ""
        }
    }

    Label {
        id: arrow

        x: parent.width - width - row.inset
        anchors.verticalCenter: parent.verticalCenter
        color: Tokens.muted
        font.pixelSize: Tokens.headingSize
        text: "›"
    }

    Tap {
        anchors.fill: parent
        name: row.title
        objectName: "notice-" + row.itemId
        radius: row.radius
        onTapped: row.tapped()
    }
}
