pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// Landscape: the panel at the left with the name, the time, the day, the duty and the freshness.
Rectangle {
    id: panel

    required property Glass glass
    readonly property int inset: Tokens.px(56)

    color: Tokens.primary

    component Rule: Rectangle {
        width: parent ? (parent as Item).width : 0
        height: Tokens.px(2)
        color: Tokens.primaryTextSoft
        opacity: 0.35
    }

    FitLabel {
        id: name

        x: panel.inset
        y: Tokens.px(40)
        width: column.width
        color: Tokens.primaryText
        font.family: Tokens.serif
        font.pixelSize: Tokens.nameSize
        font.weight: Font.Bold
        text: panel.glass.compoundName
    }

    Column {
        id: column

        anchors.left: name.left
        anchors.right: parent.right
        anchors.rightMargin: Tokens.px(44)
        anchors.top: name.bottom
        anchors.topMargin: 0

        Label {
            height: font.pixelSize * 1.12
            color: Tokens.primaryText
            font.features: ({ "tnum": 1 })
            font.pixelSize: Tokens.clockSize * 1.12
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
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.smallSize
            text: panel.glass.lunarText
        }

        Item {
            width: 1
            height: Tokens.px(22)
        }

        Rule {}

        Item {
            width: 1
            height: Tokens.px(18)
        }

        Label {
            color: Tokens.primaryTextGold
            font.pixelSize: Tokens.dateSize
            text: panel.glass.dutyCaption
        }

        FitLabel {
            width: parent.width
            height: panel.glass.dutyOn ? font.pixelSize * 1.22 : font.pixelSize * (lengthy ? 2.9 : 1.45)
            color: Tokens.primaryText
            font.pixelSize: panel.glass.dutyOn ? Tokens.stripNameSize * 1.12 : Tokens.factSize
            font.weight: Font.Bold
            text: panel.glass.dutyName
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (lengthy ? 2.9 : 1.45)
            color: Tokens.primaryText
            font.pixelSize: Tokens.stripTextSize
            text: [panel.glass.dutyOrganisation, panel.glass.dutyTopic].filter(part => part !== "").join(" · ")
            visible: panel.glass.dutyOn
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (lengthy ? 1.9 : 1.45)
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.smallSize
            text: [panel.glass.dutyHours, panel.glass.dutyPlace].filter(part => part !== "").join("  ")
            visible: panel.glass.dutyOn
        }

        Item {
            width: 1
            height: Tokens.px(18)
        }

        Rule {}

        Item {
            width: 1
            height: Tokens.px(14)
        }

        Label {
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.smallSize
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

    Label {
        anchors.left: name.left
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.px(30)
        color: panel.glass.stale ? Tokens.primaryTextGold : Tokens.primaryTextSoft
        font.pixelSize: Tokens.smallSize
        font.weight: panel.glass.stale ? Font.Bold : Font.Medium
        text: panel.glass.freshness
    }

    Rectangle {
        anchors.right: parent.right
        width: Tokens.px(12)
        height: parent.height
        color: Tokens.accent
    }
}
