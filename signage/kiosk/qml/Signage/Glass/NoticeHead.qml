pragma ComponentBehavior: Bound

import QtQuick

// A notice's chips and title. With `room`, the title is set as large as that height takes it.
Item {
    id: head

    required property string category
    required property string tone
    required property string when
    required property string title
    property bool compact: false
    property string pageWords: ""
    property real room: compact ? Tokens.titleLongSize * 1.3 : 0
    property int size: Tokens.titleLongSize
    readonly property real wordsTop: Tokens.terse ? Tokens.px(Tokens.portrait ? 24 : 1) : chips.y + kind.height + Tokens.px(compact ? 16 : 26)

    implicitHeight: words.y + words.height

    Row {
        id: chips

        readonly property real most: head.width - (page.text === "" ? 0 : page.width + spacing)

        y: Tokens.portrait ? Tokens.px(48) : 0
        spacing: Tokens.px(20)
        visible: !Tokens.terse

        Chip {
            id: kind

            color: Tokens.toneSoft(head.tone)
            ink: Tokens.toneInk(head.tone)
            most: chips.most
            strong: true
            text: head.category
        }

        Chip {
            id: moment

            text: head.when
            visible: text !== "" && kind.natural + chips.spacing + natural <= chips.most
        }
    }

    Label {
        id: page

        anchors.right: parent.right
        anchors.verticalCenter: chips.verticalCenter
        color: Tokens.muted
        font.pixelSize: Tokens.chipSize
        text: head.pageWords
        visible: !Tokens.terse
    }

    Label {
        id: words

        y: head.wordsTop
        width: parent.width
        height: head.room > 0 ? head.room : implicitHeight
        font.family: Tokens.serif
        font.pixelSize: head.size
        font.weight: Font.Bold
        fontSizeMode: head.room > 0 ? Text.Fit : Text.FixedSize
        lineHeight: head.room > 0 ? 1 : 1.08
        minimumPixelSize: Tokens.px(14)
        text: head.title
        wrapMode: Text.Wrap
    }
}
