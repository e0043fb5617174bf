pragma ComponentBehavior: Bound

import QtQuick

// What staff need to pair this screen with their console: a short code, and whom the screen believes.
Column {
    id: note

    required property string code
    required property string fingerprint
    property color ink: Tokens.ink
    property color soft: Tokens.muted
    // pixels of the labels; the code is four times as large
    property real size: Tokens.labelSize

    spacing: size * 0.25
    visible: code !== ""

    FitLabel {
        width: parent.width
        color: note.soft
        font.pixelSize: note.size
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("工作人员：在控制台“屏幕”页输入配对码")
    }

    FitLabel {
        width: parent.width
        color: note.ink
        font.features: ({ "tnum": 1 })
        font.letterSpacing: note.size * 0.2
        font.pixelSize: note.size * (Tokens.ribbon ? 1.6 : 2.6)
        font.weight: Font.Bold
        horizontalAlignment: Text.AlignHCenter
        text: note.code
    }

    FitLabel {
        width: parent.width
        color: note.soft
        font.features: ({ "tnum": 1 })
        font.pixelSize: note.size
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("根指纹 %1").arg(note.fingerprint)
    }
}
