pragma ComponentBehavior: Bound

import QtQuick

// The compound's own card: what the glass says when nobody has anything to say.
SlideFrame {
    id: slide

    required property string name
    required property string motto
    required property string line
    required property string phone
    // while the screen is not paired: what staff enter, and whom it believes
    required property string code
    required property string fingerprint

    carded: Tokens.portrait

    // a ribbon has room beside, every other glass below
    readonly property bool aside: Tokens.ribbon && code !== ""

    Column {
        anchors.centerIn: parent
        anchors.horizontalCenterOffset: slide.aside ? -parent.width / 4 : 0
        width: slide.aside ? parent.width / 2 : parent.width
        spacing: Tokens.px(Tokens.ribbon ? 12 : 40)

        FitLabel {
            anchors.horizontalCenter: parent.horizontalCenter
            color: Tokens.primaryInk
            font.family: Tokens.serif
            font.pixelSize: Tokens.titleSize * (Tokens.ribbon ? 0.9 : 1.5)
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            text: slide.name
            width: parent.width
        }

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Tokens.px(160)
            height: Tokens.px(8)
            color: Tokens.accent
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (lengthy && !Tokens.ribbon ? 2.9 : 1.45)
            font.pixelSize: Tokens.ribbon ? Tokens.bodySize * 0.9 : Tokens.headingSize
            horizontalAlignment: Text.AlignHCenter
            text: slide.motto
            visible: text !== ""
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * (lengthy && !Tokens.ribbon ? 4.4 : 1.45)
            color: Tokens.muted
            font.pixelSize: Tokens.labelSize
            horizontalAlignment: Text.AlignHCenter
            text: slide.line
            visible: text !== ""
        }

        FitLabel {
            width: parent.width
            font.pixelSize: Tokens.factSize
            horizontalAlignment: Text.AlignHCenter
            text: slide.phone
            visible: text !== ""
        }

        PairingNote {
            code: slide.aside ? "" : slide.code
            fingerprint: slide.fingerprint
            size: Tokens.labelSize * 0.9
            width: parent.width
        }
    }
    PairingNote {
        anchors.verticalCenter: parent.verticalCenter
        x: parent.width / 2
        code: slide.aside ? slide.code : ""
        fingerprint: slide.fingerprint
        size: Tokens.labelSize * 0.8
        width: parent.width / 2
    }
}
