pragma ComponentBehavior: Bound

import QtQuick

// A way on: a character, what it leads to, and what is known of it already.
Card {
    id: tile

    required property string glyph
    required property string tone
    required property string title
    required property string line

    signal tapped()

    Glyph {
        id: character

        x: Tokens.px(28)
        anchors.verticalCenter: parent.verticalCenter
        character: tile.glyph
        color: Tokens.tone(tile.tone)
        size: Math.min(Tokens.px(104), tile.height - Tokens.px(24), tile.width * 0.28)
    }

    Column {
        anchors.left: character.right
        anchors.leftMargin: Tokens.px(24)
        anchors.right: parent.right
        anchors.rightMargin: Tokens.px(20)
        anchors.verticalCenter: parent.verticalCenter

        FitLabel {
            width: parent.width
            height: font.pixelSize * 1.36
            font.pixelSize: Tokens.px(46)
            font.weight: Font.Bold
            text: tile.title
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (lengthy && tile.height > Tokens.px(190) ? 2.6 : 1.36)
            color: Tokens.muted
            font.pixelSize: Tokens.smallSize
            text: tile.line
            visible: text !== ""
        }
    }

    Tap {
        anchors.fill: parent
        name: tile.title + " " + tile.line
        objectName: tile.objectName === "" ? "" : tile.objectName + "-tap"
        radius: tile.radius
        onTapped: tile.tapped()
    }
}
