pragma ComponentBehavior: Bound

import QtQuick

// Something to borrow: its name, and how many are free.
Card {
    id: row

    required property string name
    required property string note
    required property int free
    required property int total

    readonly property bool none: free === 0
    readonly property bool dense: width < Tokens.px(760)

    Column {
        x: Tokens.px(row.dense ? 24 : 44)
        anchors.verticalCenter: parent.verticalCenter
        width: word.x - x - Tokens.px(20)

        FitLabel {
            width: parent.width
            height: font.pixelSize * 1.25
            font.pixelSize: row.dense ? Tokens.factSize * 0.9 : Tokens.headingSize
            font.weight: Font.Bold
            text: row.name
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (lengthy ? 1.6 : 1.25)
            color: Tokens.muted
            font.pixelSize: Tokens.smallSize
            text: row.note
            visible: text !== ""
        }
    }

    FitLabel {
        id: total

        anchors.right: parent.right
        anchors.rightMargin: Tokens.px(row.dense ? 20 : 44)
        anchors.verticalCenter: parent.verticalCenter
        width: Tokens.px(row.dense ? 96 : 150)
        color: Tokens.muted
        font.pixelSize: Tokens.labelSize
        horizontalAlignment: Text.AlignRight
        text: qsTr("共 %1").arg(row.total)
    }

    FitLabel {
        id: count

        anchors.right: total.left
        anchors.verticalCenter: parent.verticalCenter
        width: Tokens.px(row.dense ? 84 : 140)
        height: font.pixelSize
        color: Tokens.primaryInk
        font.pixelSize: Tokens.px(row.dense ? 76 : 104)
        font.weight: Font.Bold
        horizontalAlignment: Text.AlignHCenter
        text: row.none ? "" : row.free
    }

    Label {
        id: word

        anchors.right: row.none ? total.left : count.left
        anchors.verticalCenter: parent.verticalCenter
        color: row.none ? Tokens.muted : Tokens.primaryInk
        font.pixelSize: Tokens.labelSize
        font.weight: Font.Bold
        text: row.none ? qsTr("已借完") : qsTr("可借")
    }
}
