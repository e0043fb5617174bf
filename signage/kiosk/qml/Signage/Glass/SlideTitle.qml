import QtQuick

// What a slide of the guide is called, and a quiet word at its right.
Item {
    id: title

    property alias text: words.text
    property alias aside: beside.text

    implicitHeight: words.y + words.height + Tokens.px(14)

    Label {
        id: words

        x: Tokens.px(Tokens.portrait ? 16 : 0)
        y: Tokens.px(Tokens.portrait ? 4 : -14)
        font.family: Tokens.serif
        font.pixelSize: Tokens.titleLongSize
        font.weight: Font.Bold
    }

    FitLabel {
        id: beside

        anchors.baseline: words.baseline
        anchors.left: words.right
        anchors.leftMargin: Tokens.px(32)
        anchors.right: parent.right
        anchors.rightMargin: words.x
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        horizontalAlignment: Text.AlignRight
    }
}
