pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// A resident touches: the list of all notices, or the one being read. Back is always at the same place.
Rectangle {
    id: browse

    required property Glass glass
    readonly property bool reading: glass.reading.component !== undefined
    readonly property int buttonHeight: Tokens.px(Tokens.portrait ? 120 : 92)

    color: Tokens.paper

    MouseArea {
        anchors.fill: parent
        onPressed: browse.glass.stillHere()
    }

    Label {
        id: heading

        x: Tokens.px(Tokens.portrait ? 24 : 0)
        font.family: Tokens.serif
        font.pixelSize: Tokens.titleLongSize
        font.weight: Font.Bold
        text: qsTr("通知公告")
        visible: !browse.reading
    }

    Label {
        anchors.baseline: heading.baseline
        anchors.right: parent.right
        anchors.rightMargin: heading.x
        color: Tokens.muted
        font.pixelSize: Tokens.labelSize
        text: qsTr("%1 条在公示").arg(list.count)
        visible: heading.visible
    }

    Label {
        anchors.centerIn: list
        color: Tokens.muted
        font.pixelSize: Tokens.factSize
        text: qsTr("眼下没有通知")
        visible: heading.visible && list.count === 0
    }

    ListView {
        id: list

        objectName: "notices"
        y: heading.height + Tokens.px(16)
        width: parent.width
        height: controls.y - y - Tokens.px(20)
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: browse.glass.notices
        spacing: Tokens.px(18)
        visible: !browse.reading
        onMovementStarted: browse.glass.stillHere()
        onMovementEnded: browse.glass.stillHere()

        delegate: Rectangle {
            id: row

            required property string itemId
            required property string title
            required property string category
            required property string tone
            required property string when
            required property string line

            width: list.width
            height: Tokens.px(Tokens.portrait ? 168 : 136)
            border.color: Tokens.line
            border.width: Tokens.px(2)
            color: Tokens.card
            radius: Tokens.px(24)

            Rectangle {
                id: kind

                x: Tokens.px(32)
                anchors.verticalCenter: parent.verticalCenter
                width: Tokens.px(150)
                height: Tokens.px(72)
                color: Tokens.toneSoft(row.tone)
                radius: height / 2

                FitLabel {
                    anchors.centerIn: parent
                    width: parent.width - Tokens.px(20)
                    color: Tokens.tone(row.tone)
                    font.pixelSize: Tokens.chipSize
                    font.weight: Font.Bold
                    horizontalAlignment: Text.AlignHCenter
                    text: row.category
                }
            }

            Column {
                anchors.left: kind.right
                anchors.leftMargin: Tokens.px(28)
                anchors.right: arrow.left
                anchors.rightMargin: Tokens.px(16)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Tokens.px(4)

                FitLabel {
                    width: parent.width
                    font.pixelSize: Tokens.px(50)
                    font.weight: Font.Bold
                    text: row.title
                }

                FitLabel {
                    width: parent.width
                    color: Tokens.muted
                    font.pixelSize: Tokens.smallSize
                    text: [row.when, row.line].filter(part => part !== "").join("  ·  ")
                }
            }

            Label {
                id: arrow

                anchors.right: parent.right
                anchors.rightMargin: Tokens.px(32)
                anchors.verticalCenter: parent.verticalCenter
                color: Tokens.muted
                font.pixelSize: Tokens.headingSize
                text: "›"
            }

            Tap {
                anchors.fill: parent
                name: row.title
                objectName: "notice-" + row.itemId
                radius: row.radius
                onTapped: browse.glass.open(row.itemId)
            }
        }
    }

    Rectangle {
        anchors.right: parent.right
        y: list.y + list.visibleArea.yPosition * list.height
        width: Tokens.px(8)
        height: list.visibleArea.heightRatio * list.height
        color: Tokens.dot
        radius: width / 2
        visible: list.visible && list.visibleArea.heightRatio < 1
    }

    Reading {
        width: parent.width
        height: controls.y - Tokens.px(20)
        glass: browse.glass
        visible: browse.reading
    }

    component Control: Rectangle {
        id: control

        property alias text: caption.text
        property bool main: false

        signal tapped()

        height: browse.buttonHeight
        color: main ? Tokens.primary : Tokens.pill
        opacity: enabled ? 1 : 0.35
        radius: height / 2

        Label {
            id: caption

            anchors.centerIn: parent
            color: control.main ? Tokens.primaryText : Tokens.primary
            font.pixelSize: Tokens.hintSize
            font.weight: Font.Bold
        }

        Tap {
            anchors.fill: parent
            name: caption.text
            objectName: control.objectName + "-tap"
            radius: parent.radius
            onTapped: control.tapped()
        }
    }

    Row {
        id: controls

        readonly property int shown: pagesShown ? 3 : 1
        readonly property bool pagesShown: browse.reading && browse.glass.readingPages > 1
        readonly property real share: (width - (shown - 1) * spacing) / shown

        y: progress.y - height - Tokens.px(24)
        width: parent.width
        height: browse.buttonHeight
        spacing: Tokens.px(20)

        Control {
            objectName: "back"
            width: controls.share
            main: true
            text: browse.reading ? qsTr("返回列表") : qsTr("返回轮播")
            onTapped: browse.glass.back()
        }

        Control {
            objectName: "previous"
            width: controls.share
            enabled: browse.glass.readingPage > 0
            text: qsTr("上一页")
            visible: controls.pagesShown
            onTapped: browse.glass.turn(-1)
        }

        Control {
            objectName: "next"
            width: controls.share
            enabled: browse.glass.readingPage < browse.glass.readingPages - 1
            text: qsTr("下一页 %1/%2").arg(browse.glass.readingPage + 1).arg(browse.glass.readingPages)
            visible: controls.pagesShown
            onTapped: browse.glass.turn(1)
        }
    }

    Rectangle {
        id: progress

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.px(Tokens.portrait ? 84 : 64)
        width: parent.width
        height: Tokens.px(8)
        color: Tokens.pill
        radius: height / 2

        Rectangle {
            width: parent.width * browse.glass.idleShare
            height: parent.height
            color: Tokens.primary
            radius: height / 2
        }
    }

    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: progress.bottom
        anchors.topMargin: Tokens.px(8)
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        text: qsTr("%1 秒后返回轮播，触摸即可继续").arg(browse.glass.idleLeft)
    }
}
