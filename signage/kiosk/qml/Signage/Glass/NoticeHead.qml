pragma ComponentBehavior: Bound

import QtQuick

// A notice's chips and title.
Item {
    id: head

    required property string category
    required property string tone
    required property string when
    required property string title
    property bool compact: false
    property string pageWords: ""
    property int size: Tokens.titleLongSize

    implicitHeight: words.y + words.height

    Row {
        id: chips

        y: Tokens.portrait ? Tokens.px(48) : 0
        spacing: Tokens.px(20)

        Chip {
            color: Tokens.toneSoft(head.tone)
            ink: Tokens.tone(head.tone)
            strong: true
            text: head.category
        }

        Chip {
            text: head.when
        }
    }

    Label {
        anchors.right: parent.right
        anchors.verticalCenter: chips.verticalCenter
        color: Tokens.muted
        font.pixelSize: Tokens.chipSize
        text: head.pageWords
    }

    Label {
        id: words

        anchors.top: chips.bottom
        anchors.topMargin: head.compact ? Tokens.px(16) : Tokens.px(26)
        width: parent.width
        height: head.compact ? Tokens.titleLongSize * 1.3 : implicitHeight
        font.family: Tokens.serif
        font.pixelSize: head.size
        font.weight: Font.Bold
        fontSizeMode: head.compact ? Text.Fit : Text.FixedSize
        lineHeight: head.compact ? 1 : 1.08
        minimumPixelSize: Tokens.px(20)
        text: head.title
        wrapMode: Text.Wrap
    }
}
