pragma ComponentBehavior: Bound

import QtQuick

// An alert has the glass: its colour, its text unchanged, who says it and until when.
Rectangle {
    id: takeover

    required property string key
    required property string ground
    required property string ink
    required property string banner
    required property string icon
    required property string signal
    required property string headline
    required property string description
    required property string instruction
    required property int textSize
    required property string issuer
    required property string issued
    required property string until
    required property string turn

    readonly property int side: Tokens.px(Tokens.portrait ? 72 : 96)
    readonly property int boxWidth: Tokens.px(Tokens.portrait ? 320 : 360)
    readonly property rect words: Tokens.alertText

    color: ground
    Accessible.role: Accessible.AlertMessage
    Accessible.name: headline

    Rectangle {
        id: bannerBar

        width: parent.width
        height: Tokens.px(Tokens.portrait ? 110 : 92)
        color: "#111111"
        visible: takeover.banner !== ""

        Label {
            anchors.centerIn: parent
            color: "#ffd84a"
            font.letterSpacing: Tokens.px(6)
            font.pixelSize: Tokens.px(50)
            font.weight: Font.Bold
            text: takeover.banner
        }
    }

    Rectangle {
        id: box

        x: takeover.side
        y: Tokens.px(Tokens.portrait ? 168 : 188)
        width: takeover.boxWidth
        height: Tokens.px(Tokens.portrait ? 320 : 420)
        color: "#111111"
        radius: Tokens.px(28)

        Image {
            id: pictogram

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: parent.top
            anchors.topMargin: Tokens.px(Tokens.portrait ? 30 : 52)
            width: Tokens.px(Tokens.portrait ? 170 : 210)
            height: width
            source: takeover.icon
            sourceSize: Qt.size(width, height)
        }

        FitLabel {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Tokens.px(Tokens.portrait ? 22 : 40)
            anchors.horizontalCenter: parent.horizontalCenter
            width: parent.width - Tokens.px(24)
            color: "#ffffff"
            font.pixelSize: Tokens.px(60)
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            text: takeover.signal
        }
    }

    Label {
        id: turnWords

        x: Tokens.portrait ? box.x + box.width + Tokens.px(40) : box.x
        y: Tokens.portrait ? box.y : box.y + box.height + Tokens.px(24)
        width: Tokens.portrait ? takeover.width - takeover.side - x : box.width
        horizontalAlignment: Tokens.portrait ? Text.AlignRight : Text.AlignHCenter
        wrapMode: Text.Wrap
        color: takeover.ink
        font.pixelSize: Tokens.headingSize
        font.weight: Font.Bold
        text: takeover.turn
    }

    Label {
        id: title

        x: Tokens.portrait ? takeover.side : takeover.words.x
        y: Tokens.portrait ? box.y + box.height + Tokens.px(36) : box.y - Tokens.px(14)
        width: takeover.words.width
        height: takeover.words.y - y - Tokens.px(20)
        color: takeover.ink
        font.family: Tokens.serif
        font.pixelSize: Tokens.px(Tokens.portrait ? 112 : 120)
        font.weight: Font.Black
        fontSizeMode: Text.Fit
        lineHeight: 1.05
        minimumPixelSize: Tokens.px(30)
        text: takeover.headline
        wrapMode: Text.Wrap
    }

    Column {
        x: takeover.words.x
        y: takeover.words.y
        width: takeover.words.width
        spacing: Tokens.px(28)

        Label {
            width: parent.width
            color: takeover.ink
            font.pixelSize: takeover.textSize
            lineHeight: 1.3
            text: takeover.description
            visible: text !== ""
            wrapMode: Text.Wrap
        }

        Rectangle {
            width: parent.width
            height: Tokens.px(3)
            color: takeover.ink
            opacity: 0.45
            visible: takeover.description !== "" && takeover.instruction !== ""
        }

        Label {
            width: parent.width
            color: takeover.ink
            font.pixelSize: takeover.textSize
            font.weight: Font.Bold
            lineHeight: 1.3
            text: takeover.instruction
            visible: text !== ""
            wrapMode: Text.Wrap
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Tokens.px(Tokens.portrait ? 220 : 168)
        color: "#111111"

        FitLabel {
            id: issuer

            x: takeover.side
            anchors.verticalCenter: Tokens.portrait ? undefined : parent.verticalCenter
            y: Tokens.px(36)
            width: Tokens.portrait ? parent.width - 2 * x : parent.width * 0.58
            color: "#ffffff"
            font.pixelSize: Tokens.px(50)
            font.weight: Font.Bold
            text: takeover.issuer + "   " + takeover.issued
        }

        Label {
            anchors.right: Tokens.portrait ? undefined : parent.right
            anchors.rightMargin: takeover.side
            anchors.verticalCenter: Tokens.portrait ? undefined : parent.verticalCenter
            x: Tokens.portrait ? takeover.side : 0
            y: Tokens.portrait ? issuer.y + issuer.height + Tokens.px(4) : 0
            color: "#ffffff"
            font.pixelSize: Tokens.px(48)
            text: takeover.until
        }
    }
}
