import QtQuick
import Signage.Kiosk

// Portrait: whose screen this is, the day, the time.
Item {
    id: header

    required property Glass glass

    Label {
        id: name

        x: Tokens.px(64)
        y: Tokens.px(52)
        width: clock.x - x - Tokens.px(20)
        color: Tokens.primary
        elide: Text.ElideRight
        font.family: Tokens.serif
        font.pixelSize: Tokens.nameSize
        font.weight: Font.Bold
        text: header.glass.compoundName
    }

    Label {
        anchors.left: name.left
        anchors.top: name.bottom
        anchors.topMargin: Tokens.px(2)
        width: clock.x - x - Tokens.px(20)
        color: Tokens.muted
        elide: Text.ElideRight
        font.pixelSize: Tokens.dateSize
        text: header.glass.dateText + "  " + header.glass.lunarText
    }

    Label {
        id: clock

        anchors.right: parent.right
        anchors.rightMargin: Tokens.px(64)
        anchors.verticalCenter: parent.top
        anchors.verticalCenterOffset: Tokens.px(126)
        font.features: ({ "tnum": 1 })
        font.pixelSize: Tokens.clockSize
        text: header.glass.clock
    }
}
