import QtQuick

// One character on a coloured ground: what a tile is about, before it is read.
Rectangle {
    id: glyph

    required property string character
    property real size: Tokens.px(104)

    implicitWidth: size
    implicitHeight: size
    radius: size * 0.21

    Label {
        anchors.centerIn: parent
        color: Tokens.card
        font.family: Tokens.serif
        font.pixelSize: Math.max(1, glyph.size * 0.6)
        font.weight: Font.Bold
        text: glyph.character
    }
}
