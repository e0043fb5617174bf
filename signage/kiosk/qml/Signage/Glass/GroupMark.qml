pragma ComponentBehavior: Bound

import QtQuick

// 1, 3 or X in a ring: the group of a duty slot by letter and by colour.
Rectangle {
    id: mark

    required property string group
    property bool onPrimary: false
    property bool past: false
    readonly property color ink: onPrimary ? Tokens.primaryText : past ? Tokens.past : group === "1" ? Tokens.accent : group === "3" ? Tokens.primaryInk : Tokens.gold

    implicitWidth: Tokens.px(64)
    implicitHeight: width
    radius: width / 2
    color: "transparent"
    border.color: ink
    border.width: Tokens.px(3.5)

    Label {
        anchors.centerIn: parent
        color: mark.ink
        font.pixelSize: Math.max(1, Math.min(Tokens.smallSize, mark.height * 0.76))
        font.weight: Font.Bold
        text: mark.group
    }
}
