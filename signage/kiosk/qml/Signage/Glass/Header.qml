pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// Above all where the panel is tall: whose screen this is, the day, the time. Mirrored, the time stands at the left.
Item {
    id: header

    required property Glass glass
    readonly property int side: Tokens.fx(64)
    readonly property int wordsWidth: width - clock.width - 2 * side - Tokens.fx(20)

    component Line: FitLabel {
        x: Tokens.mirrored ? header.width - header.side - width : header.side
        width: header.wordsWidth
        horizontalAlignment: Tokens.mirrored ? Text.AlignRight : Text.AlignLeft
    }

    Line {
        y: Tokens.fx(20)
        color: Tokens.primaryInk
        font.family: Tokens.serif
        font.pixelSize: Tokens.nameSize
        font.weight: Font.Bold
        text: header.glass.compoundName
    }

    Line {
        y: Tokens.fx(99)
        font.pixelSize: Tokens.dateSize
        text: header.glass.dateText
    }

    Line {
        y: Tokens.fx(147)
        color: Tokens.muted
        font.pixelSize: Tokens.frameSmallSize
        text: header.glass.lunarText
    }

    Label {
        id: clock

        x: Tokens.mirrored ? header.side : header.width - header.side - width
        anchors.verticalCenter: parent.top
        anchors.verticalCenterOffset: Tokens.fx(112)
        font.features: ({ "tnum": 1 })
        font.pixelSize: Tokens.clockSize
        text: header.glass.clock
    }
}
