pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// Which slide of how many, how fresh it all is, and that the glass may be touched.
Item {
    id: foot

    required property Glass glass

    signal tapped()

    Row {
        id: dots

        readonly property int count: foot.glass.dotCount
        readonly property int size: Tokens.px(count > 16 ? 14 : 20)

        anchors.horizontalCenter: Tokens.portrait ? parent.horizontalCenter : undefined
        anchors.left: Tokens.portrait ? undefined : parent.left
        y: Tokens.px(Tokens.portrait ? 12 : 28)
        spacing: Tokens.px(count > 16 ? 10 : 16)
        visible: count > 1

        Repeater {
            model: dots.count

            Rectangle {
                required property int index
                readonly property bool current: index === foot.glass.dotIndex

                width: current ? dots.size * 3.4 : dots.size
                height: dots.size
                radius: height / 2
                color: current ? Tokens.primary : Tokens.dot
            }
        }
    }

    Rectangle {
        anchors.right: parent.right
        anchors.verticalCenter: dots.verticalCenter
        width: freshness.implicitWidth + 2 * Tokens.px(20)
        height: Tokens.px(56)
        radius: height / 2
        color: Tokens.goldSoft
        visible: Tokens.portrait && foot.glass.stale

        Label {
            id: freshness

            anchors.centerIn: parent
            color: Tokens.gold
            font.pixelSize: Tokens.smallSize
            font.weight: Font.Bold
            text: foot.glass.freshness
        }
    }

    Rectangle {
        id: hint

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.portrait ? Tokens.px(8) : 0
        anchors.verticalCenter: undefined
        width: Tokens.portrait ? parent.width : words.implicitWidth + 2 * Tokens.px(40)
        height: Tokens.px(Tokens.portrait ? 116 : 76)
        radius: height / 2
        color: Tokens.pill

        Label {
            id: words

            anchors.centerIn: parent
            color: Tokens.primary
            font.pixelSize: Tokens.portrait ? Tokens.hintSize : Tokens.smallSize
            text: Tokens.portrait ? foot.glass.hint : qsTr("轻触屏幕，查看全部")
        }

        Tap {
            anchors.fill: parent
            name: words.text
            objectName: "hint"
            radius: parent.radius
            onTapped: foot.tapped()
        }
    }
}
