pragma ComponentBehavior: Bound

import QtQuick

// A button with a word on it. `main` is the one way on, `on` what is chosen already.
Rectangle {
    id: pill

    required property string text
    property bool main: false
    property bool on: false
    property bool checkable: false
    property real size: Tokens.hintSize

    signal tapped()

    color: main || on ? Tokens.primary : Tokens.pill
    opacity: enabled ? 1 : 0.35
    radius: height / 2

    FitLabel {
        anchors.centerIn: parent
        width: parent.width - 2 * Tokens.fx(16)
        height: parent.height
        color: pill.main || pill.on ? Tokens.primaryText : Tokens.primaryInk
        font.pixelSize: pill.size
        font.weight: Font.Bold
        horizontalAlignment: Text.AlignHCenter
        text: pill.text
        whole: true
    }

    Tap {
        anchors.fill: parent
        checkable: pill.checkable
        checked: pill.on
        name: pill.text
        objectName: pill.objectName === "" ? "" : pill.objectName + "-tap"
        radius: parent.radius
        tint: pill.main || pill.on ? Tokens.primaryText : Tokens.ink
        onTapped: pill.tapped()
    }
}
