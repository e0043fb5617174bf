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

    // by shape: tall, wide, ribbon
    function of(tall: real, wide: real, ribbon: real): int {
        return Tokens.fx(Tokens.portrait ? tall : Tokens.ribbon ? ribbon : wide)
    }

    readonly property int side: of(72, 96, 48)
    readonly property rect words: Tokens.alertText

    color: ground
    Accessible.role: Accessible.AlertMessage
    Accessible.name: headline

    Rectangle {
        id: bannerBar

        width: parent.width
        height: takeover.of(110, 92, 62)
        color: "#111111"
        visible: takeover.banner !== ""

        Label {
            anchors.centerIn: parent
            color: "#ffd84a"
            font.letterSpacing: Tokens.fx(6)
            font.pixelSize: takeover.of(50, 50, 40)
            font.weight: Font.Bold
            text: takeover.banner
        }
    }

    Rectangle {
        id: box

        x: takeover.side
        y: takeover.of(168, 188, 82)
        width: takeover.of(320, 360, 310)
        height: takeover.of(320, 420, 288)
        color: "#111111"
        radius: Tokens.fx(28)

        Image {
            id: pictogram

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: parent.top
            anchors.topMargin: takeover.of(30, 52, 22)
            width: takeover.of(170, 210, 158)
            height: width
            source: takeover.icon
            sourceSize: Qt.size(width, height)
        }

        FitLabel {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: takeover.of(22, 40, 14)
            anchors.horizontalCenter: parent.horizontalCenter
            width: parent.width - Tokens.fx(24)
            color: "#ffffff"
            font.pixelSize: Tokens.fx(60)
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            text: takeover.signal
        }
    }

    Label {
        id: turnWords

        x: Tokens.portrait ? box.x + box.width + Tokens.fx(40) : Tokens.ribbon ? takeover.width - takeover.side - width : box.x
        y: Tokens.portrait || Tokens.ribbon ? box.y : box.y + box.height + Tokens.fx(24)
        width: Tokens.portrait ? takeover.width - takeover.side - x : Tokens.ribbon ? Tokens.fx(250) : box.width
        height: (Tokens.portrait ? box.y + box.height : foot.y - Tokens.fx(12)) - y
        fontSizeMode: Text.Fit
        minimumPixelSize: Tokens.fx(20)
        verticalAlignment: Text.AlignTop
        horizontalAlignment: Tokens.portrait || Tokens.ribbon ? Text.AlignRight : Text.AlignHCenter
        wrapMode: Text.WordWrap
        color: takeover.ink
        font.pixelSize: takeover.of(60, 60, 40)
        font.weight: Font.Bold
        text: takeover.turn
    }

    Label {
        id: title

        x: Tokens.portrait ? takeover.side : takeover.words.x
        y: Tokens.portrait ? box.y + box.height + Tokens.fx(36) : box.y - takeover.of(0, 14, 10)
        width: takeover.words.width - (Tokens.ribbon && turnWords.text !== "" ? turnWords.width + Tokens.fx(20) : 0)
        height: takeover.words.y - y - takeover.of(20, 20, 8)
        color: takeover.ink
        font.family: Tokens.serif
        font.pixelSize: takeover.of(112, 120, 88)
        font.weight: Font.Black
        fontSizeMode: Text.Fit
        lineHeight: 1.05
        minimumPixelSize: Tokens.fx(30)
        text: takeover.headline
        wrapMode: Text.Wrap
    }

    Column {
        x: takeover.words.x
        y: takeover.words.y
        width: takeover.words.width
        spacing: Tokens.fx(28)

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
            height: Tokens.fx(3)
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
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width
        height: takeover.of(220, 168, 78)
        color: "#111111"

        FitLabel {
            id: issuer

            x: takeover.side
            anchors.verticalCenter: Tokens.portrait ? undefined : parent.verticalCenter
            y: Tokens.fx(36)
            width: Tokens.portrait ? parent.width - 2 * x : parent.width * 0.58
            color: "#ffffff"
            font.pixelSize: takeover.of(50, 50, 44)
            font.weight: Font.Bold
            text: takeover.issuer + "   " + takeover.issued
        }

        Label {
            anchors.right: Tokens.portrait ? undefined : parent.right
            anchors.rightMargin: takeover.side
            anchors.verticalCenter: Tokens.portrait ? undefined : parent.verticalCenter
            x: Tokens.portrait ? takeover.side : 0
            y: Tokens.portrait ? issuer.y + issuer.height + Tokens.fx(4) : 0
            color: "#ffffff"
            font.pixelSize: takeover.of(48, 48, 44)
            text: takeover.until
        }
    }
}
