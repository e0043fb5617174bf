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
        readonly property int size: Tokens.fx(count > 16 ? 14 : 20)
        readonly property real natural: (count - 1) * (size + spacing) + size * 3.4
        readonly property real room: !Tokens.portrait ? hint.x - Tokens.fx(40) : foot.glass.stale ? freshness.x - Tokens.fx(80) : 2 * (freshness.x - Tokens.fx(30)) - foot.width
        readonly property bool fits: natural <= room

        objectName: "dots"
        x: Tokens.portrait && !foot.glass.stale ? (parent.width - width) / 2 : Tokens.portrait ? Tokens.fx(20) : 0
        y: Tokens.ribbon ? (parent.height - height) / 2 : Tokens.fx(Tokens.portrait ? 12 : 28)
        spacing: Tokens.fx(count > 16 ? 10 : 16)
        visible: count > 1 && fits

        Repeater {
            model: dots.fits ? dots.count : 0

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

    Label {
        anchors.verticalCenter: dots.verticalCenter
        x: Tokens.portrait && !foot.glass.stale ? (parent.width - width) / 2 : Tokens.portrait ? Tokens.fx(20) : 0
        color: Tokens.muted
        font.pixelSize: Tokens.frameSmallSize
        text: qsTr("%1 / %2").arg(foot.glass.dotIndex + 1).arg(dots.count)
        visible: !dots.fits
    }

    Rectangle {
        anchors.fill: freshness
        anchors.margins: -Tokens.fx(8)
        anchors.leftMargin: -Tokens.fx(20)
        anchors.rightMargin: -Tokens.fx(20)
        color: Tokens.goldSoft
        radius: height / 2
        visible: freshness.visible && foot.glass.stale
    }

    Label {
        id: freshness

        anchors.right: parent.right
        anchors.rightMargin: Tokens.fx(20)
        anchors.verticalCenter: dots.verticalCenter
        color: foot.glass.stale ? Tokens.gold : Tokens.muted
        font.pixelSize: Tokens.frameSmallSize
        font.weight: foot.glass.stale ? Font.Bold : Font.Medium
        text: foot.glass.stale ? foot.glass.freshness : foot.glass.freshnessShort
        visible: Tokens.portrait
    }

    Rectangle {
        id: hint

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.portrait ? Tokens.fx(8) : 0
        width: Tokens.portrait ? parent.width : words.implicitWidth + 2 * Tokens.fx(40)
        height: Tokens.portrait ? Tokens.fx(116) : Tokens.ribbon ? parent.height : Tokens.fx(76)
        radius: height / 2
        color: Tokens.pill

        Label {
            id: words

            anchors.centerIn: parent
            color: Tokens.primaryInk
            font.pixelSize: Tokens.portrait ? Tokens.hintSize : Tokens.frameSmallSize
            text: !Tokens.portrait ? qsTr("轻触屏幕，查看全部") : foot.glass.stripShown || foot.glass.receptions === "" ? qsTr("轻触屏幕，查看全部通知与值班表") : foot.glass.receptions
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
