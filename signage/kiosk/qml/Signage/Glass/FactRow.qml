import QtQuick

// A fact: its label, quiet, and what it says.
Item {
    id: row

    required property string label
    required property string words
    required property int size
    property int labelWidth: Tokens.factLabel
    property real extra: 0
    readonly property real natural: value.implicitHeight + Tokens.px(12)

    height: natural + extra

    Rectangle {
        width: parent.width
        height: Tokens.px(2)
        color: Tokens.line
    }

    FitLabel {
        y: value.y + (value.implicitHeight / Math.max(1, value.lineCount) - height) / 2
        width: row.labelWidth - Tokens.px(10)
        color: Tokens.muted
        font.pixelSize: Tokens.labelSize
        text: row.label
    }

    Label {
        id: value

        anchors.verticalCenter: parent.verticalCenter
        x: row.labelWidth + Tokens.px(12)
        width: parent.width - x
        font.pixelSize: row.size
        text: row.words
        wrapMode: Text.Wrap
    }
}
