pragma ComponentBehavior: Bound

import QtQuick

// What can be borrowed, and how many are free now.
SlideFrame {
    id: slide

    required property string title
    required property string subtitle
    required property var facilities

    carded: false

    Label {
        id: heading

        x: Tokens.px(Tokens.portrait ? 16 : 0)
        y: Tokens.px(Tokens.portrait ? 4 : -14)
        font.family: Tokens.serif
        font.pixelSize: Tokens.titleLongSize
        font.weight: Font.Bold
        text: slide.title
    }

    Label {
        anchors.baseline: heading.baseline
        anchors.right: parent.right
        anchors.rightMargin: heading.x
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        text: slide.subtitle
    }

    Column {
        id: list

        readonly property int gap: Tokens.px(18)
        readonly property real share: (parent.height - y - (rows.count - 1) * gap) / Math.max(1, rows.count)

        y: heading.y + heading.height + Tokens.px(14)
        width: parent.width
        spacing: gap

        Repeater {
            id: rows

            model: slide.facilities

            Rectangle {
                id: row

                required property var modelData
                readonly property bool none: modelData.free === 0

                width: list.width
                height: Math.min(list.share, Tokens.px(236))
                border.color: Tokens.line
                border.width: Tokens.px(2)
                color: Tokens.card
                radius: Tokens.px(26)

                Column {
                    x: Tokens.px(44)
                    anchors.verticalCenter: parent.verticalCenter
                    width: free.x - x - Tokens.px(20)

                    FitLabel {
                        width: parent.width
                        height: font.pixelSize * 1.25
                        font.pixelSize: Tokens.headingSize
                        font.weight: Font.Bold
                        text: row.modelData.name
                    }

                    FitLabel {
                        width: parent.width
                        height: font.pixelSize * (lengthy ? 1.6 : 1.25)
                        color: Tokens.muted
                        font.pixelSize: Tokens.smallSize
                        text: row.modelData.note
                        visible: text !== ""
                    }
                }

                Label {
                    id: total

                    anchors.right: parent.right
                    anchors.rightMargin: Tokens.px(44)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Tokens.px(150)
                    color: Tokens.muted
                    font.pixelSize: Tokens.labelSize
                    horizontalAlignment: Text.AlignRight
                    text: qsTr("共 %1").arg(row.modelData.total)
                }

                FitLabel {
                    id: count

                    anchors.right: total.left
                    anchors.verticalCenter: parent.verticalCenter
                    width: Tokens.px(140)
                    height: font.pixelSize
                    color: Tokens.primary
                    font.pixelSize: Tokens.px(104)
                    font.weight: Font.Bold
                    horizontalAlignment: Text.AlignHCenter
                    text: row.none ? "" : row.modelData.free
                }

                Label {
                    id: free

                    anchors.right: row.none ? total.left : count.left
                    anchors.verticalCenter: parent.verticalCenter
                    color: row.none ? Tokens.muted : Tokens.primary
                    font.pixelSize: Tokens.labelSize
                    font.weight: Font.Bold
                    text: row.none ? qsTr("已借完") : qsTr("可借")
                }
            }
        }
    }
}
