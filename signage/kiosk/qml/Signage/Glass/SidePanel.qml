pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// The panel at the side: the name, the time, the day; then, below it or in a ribbon beside it, the duty.
Rectangle {
    id: panel

    required property Glass glass
    readonly property int inset: Tokens.fx(Tokens.ribbon ? 40 : 56)

    // its ground is drawn below it, and a theme's picture between
    color: "transparent"

    component Rule: Rectangle {
        color: Tokens.primaryTextSoft
        opacity: 0.35
    }

    component Space: Item {
        width: 1
    }

    Column {
        id: when

        x: panel.inset
        y: Tokens.fx(Tokens.ribbon ? 24 : 40)
        width: Tokens.ribbon ? Tokens.fx(284) : panel.width - x - Tokens.fx(44)

        FitLabel {
            width: parent.width
            color: Tokens.primaryText
            font.family: Tokens.serif
            font.pixelSize: Tokens.nameSize
            font.weight: Font.Bold
            text: panel.glass.compoundName
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * 1.12
            color: Tokens.primaryText
            font.features: ({ "tnum": 1 })
            font.pixelSize: Tokens.clockSize * (Tokens.ribbon ? 0.82 : 1.12)
            text: panel.glass.clock
        }

        FitLabel {
            width: parent.width
            color: Tokens.primaryText
            font.pixelSize: Tokens.stripTextSize
            text: panel.glass.dateText
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (Tokens.ribbon ? 2.7 : 1.45)
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.frameSmallSize
            text: Tokens.ribbon ? panel.glass.lunarText.replace(" · ", "\n") : panel.glass.lunarText
        }
    }

    Rule {
        x: Tokens.ribbon ? duty.x - Tokens.fx(28) : panel.inset
        y: Tokens.ribbon ? Tokens.fx(34) : when.y + when.height + Tokens.fx(22)
        width: Tokens.ribbon ? Tokens.fx(2) : when.width
        height: Tokens.ribbon ? panel.height - 2 * y : Tokens.fx(2)
    }

    Column {
        id: duty

        x: Tokens.ribbon ? when.x + when.width + Tokens.fx(56) : panel.inset
        y: Tokens.ribbon ? Tokens.fx(16) : when.y + when.height + Tokens.fx(42)
        width: Tokens.ribbon ? panel.width - x - Tokens.fx(32) : when.width

        Label {
            color: Tokens.primaryTextGold
            font.pixelSize: Tokens.dateSize
            text: panel.glass.dutyCaption
        }

        FitLabel {
            width: parent.width
            height: panel.glass.dutyOn ? font.pixelSize * 1.22 : font.pixelSize * (lengthy ? 2.9 : 1.45)
            color: Tokens.primaryText
            font.pixelSize: panel.glass.dutyOn ? Tokens.stripNameSize * (Tokens.ribbon ? 0.9 : 1.12) : Tokens.stripTextSize * 1.18
            font.weight: Font.Bold
            text: panel.glass.dutyName
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (Tokens.ribbon ? 2.5 : lengthy ? 2.9 : 1.45)
            color: Tokens.primaryText
            font.pixelSize: Tokens.stripTextSize
            text: [panel.glass.dutyOrganisation, panel.glass.dutyTopic].filter(part => part !== "").join(Tokens.ribbon ? "\n" : " · ")
            visible: panel.glass.dutyOn
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (Tokens.ribbon || lengthy ? 2.5 : 1.45)
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.frameSmallSize
            text: [panel.glass.dutyHours, panel.glass.dutyPlace].filter(part => part !== "").join(Tokens.ribbon ? "\n" : "  ")
            visible: panel.glass.dutyOn
        }

        Space {
            height: Tokens.fx(Tokens.ribbon ? 8 : 18)
        }

        Rule {
            width: parent.width
            height: Tokens.fx(2)
        }

        Space {
            height: Tokens.fx(Tokens.ribbon ? 6 : 14)
        }

        Label {
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.frameSmallSize
            text: qsTr("下一班")
            visible: panel.glass.nextName !== ""
        }

        FitLabel {
            width: parent.width
            color: Tokens.primaryText
            font.pixelSize: Tokens.stripTextSize
            text: panel.glass.nextTime + "  " + panel.glass.nextName
            visible: panel.glass.nextName !== ""
        }
    }

    FitLabel {
        x: panel.inset
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.fx(Tokens.ribbon ? 14 : 26)
        width: when.width
        color: panel.glass.stale ? Tokens.primaryTextGold : Tokens.primaryTextSoft
        font.pixelSize: Tokens.frameSmallSize
        font.weight: panel.glass.stale ? Font.Bold : Font.Medium
        text: panel.glass.freshness
    }

    Rectangle {
        anchors.left: Tokens.mirrored ? parent.left : undefined
        anchors.right: Tokens.mirrored ? undefined : parent.right
        width: Tokens.fx(12)
        height: parent.height
        color: Tokens.accent
    }
}
