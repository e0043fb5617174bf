pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// Portrait: whose screen this is, the day, the time.
Item {
    id: header

    required property Glass glass

    FitLabel {
        id: name

        x: Tokens.px(64)
        y: Tokens.px(20)
        width: clock.x - x - Tokens.px(20)
        color: Tokens.primary
        font.family: Tokens.serif
        font.pixelSize: Tokens.nameSize
        font.weight: Font.Bold
        text: header.glass.compoundName
    }

    FitLabel {
        id: date

        anchors.left: name.left
        y: Tokens.px(99)
        width: clock.x - x - Tokens.px(20)
        font.pixelSize: Tokens.dateSize
        text: header.glass.dateText
    }

    FitLabel {
        anchors.left: name.left
        y: Tokens.px(147)
        width: clock.x - x - Tokens.px(20)
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        text: header.glass.lunarText
    }

    Label {
        id: clock

        anchors.right: parent.right
        anchors.rightMargin: Tokens.px(64)
        anchors.verticalCenter: parent.top
        anchors.verticalCenterOffset: Tokens.px(112)
        font.features: ({ "tnum": 1 })
        font.pixelSize: Tokens.clockSize
        text: header.glass.clock
    }
}
