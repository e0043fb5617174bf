pragma ComponentBehavior: Bound

import QtQuick

// Whose word it is: the QR to the full text, the document's number, the issuer and the date.
Item {
    id: origin

    required property string qr
    required property string number
    required property string issuer
    required property string issued
    required property bool onWall
    readonly property string reference: [number, onWall ? qsTr("原件见公告墙") : ""].filter(part => part !== "").join(" · ")

    readonly property bool brief: Tokens.ribbon || Tokens.terse

    implicitHeight: brief ? words.implicitHeight : Tokens.code

    Rectangle {
        id: code

        anchors.left: Tokens.portrait ? parent.left : undefined
        anchors.right: Tokens.portrait ? undefined : parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: parent.height
        height: width
        border.color: Tokens.line
        border.width: Tokens.px(2)
        color: "transparent"
        visible: origin.qr !== "" && !origin.brief

        Image {
            // made at this very size, with its quiet zone: scaled modules are harder to scan
            anchors.centerIn: parent
            cache: false
            source: origin.qr
            z: -1
        }
    }

    Column {
        id: words

        anchors.left: Tokens.portrait && code.visible ? code.right : parent.left
        anchors.leftMargin: Tokens.portrait && code.visible ? Tokens.px(40) : 0
        anchors.right: !Tokens.portrait && code.visible ? code.left : parent.right
        anchors.rightMargin: Tokens.portrait ? 0 : Tokens.px(32)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.px(10)

        Label {
            font.pixelSize: Tokens.labelSize
            font.weight: Font.Bold
            text: qsTr("扫码带走全文")
            visible: code.visible && Tokens.portrait
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (lengthy && Tokens.lead > 0 ? 2.9 : 1.45)
            color: Tokens.muted
            font.pixelSize: Tokens.smallSize
            text: origin.issuer + "   " + origin.issued
        }

        FitLabel {
            width: parent.width
            color: Tokens.muted
            font.pixelSize: Tokens.smallSize
            text: origin.reference
            visible: text !== "" && !origin.brief
        }
    }
}
