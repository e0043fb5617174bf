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

    Label {
        id: name

        x: panel.inset
        y: Tokens.px(56)
        width: column.width
        color: Tokens.primaryText
        elide: Text.ElideRight
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
        anchors.topMargin: Tokens.px(8)

        Label {
            color: Tokens.primaryText
            font.features: ({ "tnum": 1 })
            font.pixelSize: Tokens.clockSize * 1.12
            text: panel.glass.clock
        }

        Label {
            width: parent.width
            color: Tokens.primaryText
            elide: Text.ElideRight
            font.pixelSize: Tokens.stripTextSize
            text: panel.glass.dateText
        }

        Label {
            width: parent.width
            color: Tokens.primaryTextSoft
            elide: Text.ElideRight
            font.pixelSize: Tokens.smallSize
            text: panel.glass.lunarText
        }

        Item {
            width: 1
            height: Tokens.px(30)
        }

        Rule {}

        Item {
            width: 1
            height: Tokens.px(26)
        }

        Label {
            color: Tokens.primaryTextGold
            font.pixelSize: Tokens.dateSize
            text: panel.glass.dutyCaption
        }

        Label {
            width: parent.width
            color: Tokens.primaryText
            font.pixelSize: panel.glass.dutyOn ? Tokens.stripNameSize * 1.12 : Tokens.factSize
            font.weight: Font.Bold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Tokens.factSize
            text: panel.glass.dutyName
            wrapMode: panel.glass.dutyOn ? Text.NoWrap : Text.Wrap
        }

        Label {
            width: parent.width
            color: Tokens.primaryText
            font.pixelSize: Tokens.stripTextSize
            maximumLineCount: 2
            elide: Text.ElideRight
            text: panel.glass.dutyOrganisation
            visible: panel.glass.dutyOn
            wrapMode: Text.Wrap
        }

        Label {
            width: parent.width
            color: Tokens.primaryTextSoft
            elide: Text.ElideRight
            font.pixelSize: Tokens.smallSize
            text: panel.glass.dutyHours
            visible: panel.glass.dutyOn
        }

        Item {
            width: 1
            height: Tokens.px(26)
        }

        Rule {}

        Item {
            width: 1
            height: Tokens.px(22)
        }

        Label {
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.smallSize
            text: qsTr("下一班")
            visible: panel.glass.nextName !== ""
        }

        Label {
            width: parent.width
            color: Tokens.primaryText
            elide: Text.ElideRight
            font.pixelSize: Tokens.stripTextSize
            text: panel.glass.nextTime + "  " + panel.glass.nextName
            visible: panel.glass.nextName !== ""
        }
    }

    Label {
        anchors.left: name.left
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.px(44)
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
