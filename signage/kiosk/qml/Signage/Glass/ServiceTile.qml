pragma ComponentBehavior: Bound

import QtQuick

// One service: its character, what it is called, when, and whether it is open now.
Card {
    id: tile

    required property string glyph
    required property string tone
    required property string name
    required property string hours
    required property bool open
    required property string state_

    readonly property bool wide: width > height * 2.5 && width > Tokens.px(520)
    readonly property bool small: height < Tokens.px(176)

    component Badge: Row {
        id: badge

        property real room: Infinity

        spacing: Tokens.px(tile.small ? 8 : 12)

        Rectangle {
            id: dot

            anchors.verticalCenter: parent.verticalCenter
            width: Tokens.px(18)
            height: width
            border.color: tile.open ? Tokens.primaryInk : Tokens.muted
            border.width: Tokens.px(3)
            color: tile.open ? Tokens.primaryInk : "transparent"
            radius: width / 2
        }

        FitLabel {
            width: Math.min(natural, badge.room - dot.width - badge.spacing)
            color: tile.open ? Tokens.primaryInk : Tokens.muted
            font.pixelSize: Tokens.smallSize
            font.weight: tile.open ? Font.Bold : Font.Medium
            text: tile.state_
            whole: true
        }
    }

    Glyph {
        id: character

        x: Tokens.px(tile.small ? 16 : 28)
        anchors.verticalCenter: parent.verticalCenter
        character: tile.glyph
        color: Tokens.tone(tile.tone)
        size: Math.min(Tokens.px(tile.small ? 72 : 104), tile.height - Tokens.px(16))
    }

    Column {
        id: words

        anchors.left: character.right
        anchors.leftMargin: Tokens.px(tile.small ? 16 : 28)
        anchors.right: parent.right
        anchors.rightMargin: Tokens.px(tile.small ? 12 : 24)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.px(2)

        FitLabel {
            id: title

            width: parent.width - (aside.visible ? aside.width + Tokens.px(16) : 0)
            height: font.pixelSize * (tile.small ? 1.3 : 1.45)
            font.pixelSize: Tokens.px(tile.small ? 42 : 48)
            font.weight: Font.Bold
            text: tile.name
        }

        FitLabel {
            width: parent.width
            height: !lengthy || tile.wide ? font.pixelSize * (tile.small ? 1.3 : 1.45) : Math.min(font.pixelSize * 2.9, tile.height - title.height - Tokens.px(14))
            color: Tokens.muted
            font.pixelSize: Tokens.smallSize
            text: tile.hours
            visible: text !== "" && !(tile.small && !tile.wide && tile.state_ !== "")
        }

        Badge {
            room: words.width
            visible: !tile.wide && tile.state_ !== ""
        }
    }

    Badge {
        id: aside

        anchors.right: parent.right
        anchors.rightMargin: Tokens.px(24)
        y: words.y + title.y + (title.height - height) / 2
        visible: tile.wide && tile.state_ !== ""
    }
}
