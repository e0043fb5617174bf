pragma ComponentBehavior: Bound

import QtQuick

// A pill with a word: a notice's kind, or when it takes effect. `most`: the width that it must do with.
Rectangle {
    id: chip

    required property string text
    property color ink: Tokens.ink
    property bool strong: false
    property real most: Infinity
    readonly property real side: Tokens.px(26)
    readonly property real natural: Math.ceil(measure.advanceWidth) + 1 + 2 * side

    visible: text !== ""
    implicitWidth: Math.min(natural, most)
    implicitHeight: Tokens.px(66)
    radius: height / 2
    color: Tokens.pill

    TextMetrics {
        id: measure

        font: label.font
        text: chip.text
    }

    FitLabel {
        id: label

        anchors.centerIn: parent
        width: parent.width - 2 * chip.side
        height: parent.height
        color: chip.ink
        font.pixelSize: Tokens.chipSize
        font.weight: chip.strong ? Font.Bold : Font.Medium
        horizontalAlignment: Text.AlignHCenter
        text: chip.text
    }
}
