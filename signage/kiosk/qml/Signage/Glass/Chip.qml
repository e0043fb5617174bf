pragma ComponentBehavior: Bound

import QtQuick

// A pill with a word: a notice's kind, or when it takes effect.
Rectangle {
    id: chip

    required property string text
    property color ink: Tokens.ink
    property bool strong: false

    visible: text !== ""
    implicitWidth: label.implicitWidth + 2 * Tokens.px(26)
    implicitHeight: Tokens.px(66)
    radius: height / 2
    color: Tokens.pill

    Label {
        id: label

        anchors.centerIn: parent
        color: chip.ink
        font.pixelSize: Tokens.chipSize
        font.weight: chip.strong ? Font.Bold : Font.Medium
        text: chip.text
    }
}
