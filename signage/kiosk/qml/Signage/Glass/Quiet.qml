pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// No feed yet, a safe slide by order of staff, or a blackout. Calm, and never an error text in front of residents.
Rectangle {
    id: quiet

    required property Glass glass
    readonly property bool black: glass.mode === "blackout"

    color: black ? "black" : Tokens.primary

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Tokens.fx(80)
        spacing: Tokens.fx(Tokens.ribbon ? 4 : 40)
        visible: !quiet.black

        FitLabel {
            width: parent.width
            color: Tokens.primaryText
            font.family: Tokens.serif
            font.pixelSize: Tokens.titleSize * (Tokens.ribbon ? 0.9 : 1.4)
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.compoundName !== "" ? quiet.glass.compoundName : qsTr("欢迎回家")
        }

        Label {
            width: parent.width
            color: Tokens.primaryText
            font.features: ({ "tnum": 1 })
            font.pixelSize: Tokens.clockSize * (Tokens.ribbon ? 0.9 : 1.5)
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.clock
        }

        Label {
            width: parent.width
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.headingSize
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.dateText
        }

        Label {
            width: parent.width
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.labelSize
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.mode === "boot" ? qsTr("屏幕已就绪，正在等待第一份内容") : quiet.glass.gateLine
            wrapMode: Text.Wrap
        }
    }
}
