pragma ComponentBehavior: Bound

import QtQuick

// What can be borrowed, and how many are free now.
SlideFrame {
    id: slide

    required property string title
    required property string subtitle
    required property var facilities

    carded: false

    SlideTitle {
        id: heading

        aside: slide.subtitle
        text: slide.title
        width: parent.width
    }

    Grid {
        id: list

        readonly property int gap: Tokens.px(18)
        readonly property int lines: Math.ceil(Math.max(1, rows.count) / columns)
        readonly property real share: (parent.height - y - (lines - 1) * gap) / lines

        y: heading.height
        width: parent.width
        columns: Tokens.ribbon ? 2 : 1
        spacing: gap

        Repeater {
            id: rows

            model: slide.facilities

            Card {
                id: row

                required property var modelData
                readonly property bool none: modelData.free === 0

                width: (list.width - (list.columns - 1) * list.gap) / list.columns
                height: Math.min(list.share, Tokens.px(236))

                Column {
                    x: Tokens.px(Tokens.ribbon ? 24 : 44)
                    anchors.verticalCenter: parent.verticalCenter
                    width: free.x - x - Tokens.px(20)

                    FitLabel {
                        width: parent.width
                        height: font.pixelSize * 1.25
                        font.pixelSize: Tokens.ribbon ? Tokens.factSize * 0.9 : Tokens.headingSize
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

                FitLabel {
                    id: total

                    anchors.right: parent.right
                    anchors.rightMargin: Tokens.px(Tokens.ribbon ? 20 : 44)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Tokens.px(Tokens.ribbon ? 96 : 150)
                    color: Tokens.muted
                    font.pixelSize: Tokens.labelSize
                    horizontalAlignment: Text.AlignRight
                    text: qsTr("共 %1").arg(row.modelData.total)
                }

                FitLabel {
                    id: count

                    anchors.right: total.left
                    anchors.verticalCenter: parent.verticalCenter
                    width: Tokens.px(Tokens.ribbon ? 84 : 140)
                    height: font.pixelSize
                    color: Tokens.primary
                    font.pixelSize: Tokens.px(Tokens.ribbon ? 76 : 104)
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
