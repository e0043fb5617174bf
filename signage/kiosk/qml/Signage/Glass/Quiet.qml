pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// No feed yet, a safe slide by order of staff, or a blackout. Calm, and never an error text in front of residents.
// A blackout is dark, not blank: nothing of what staff write, alerts neither, and yet nobody takes the screen for broken.
Rectangle {
    id: quiet

    required property Glass glass
    readonly property bool black: glass.mode === "blackout"
    readonly property bool pairing: glass.mode === "boot" && glass.pairingCode !== ""
    // a wide glass has room beside, a tall one below
    readonly property bool aside: pairing && !Tokens.portrait
    readonly property bool spoken: glass.mode === "safe" && glass.safeWords !== ""

    color: black ? "black" : Tokens.primary

    Column {
        anchors.centerIn: parent
        anchors.horizontalCenterOffset: quiet.aside ? -parent.width / 4 : 0
        anchors.verticalCenterOffset: quiet.pairing && !quiet.aside ? -note.height / 2 : 0
        width: (quiet.aside ? parent.width / 2 : parent.width) - 2 * Tokens.fx(80)
        spacing: Tokens.fx(Tokens.ribbon ? 4 : 40)
        visible: !quiet.black && !quiet.spoken

        FitLabel {
            width: parent.width
            color: Tokens.primaryText
            font.family: Tokens.serif
            font.pixelSize: Tokens.titleSize * (Tokens.ribbon ? 0.9 : 1.4)
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.compoundName !== "" ? quiet.glass.compoundName : qsTr("欢迎回家")
        }

        Label {
            width: parent.width
            color: Tokens.primaryText
            font.features: ({ "tnum": 1 })
            font.pixelSize: Tokens.clockSize * (Tokens.ribbon ? 0.9 : 1.5)
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.clock
        }

        Label {
            width: parent.width
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.headingSize
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.dateText
        }

        Label {
            width: parent.width
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.labelSize
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.mode === "boot" ? qsTr("屏幕已就绪，正在等待第一份内容") : quiet.glass.gateLine
            wrapMode: Text.Wrap
        }
    }

    PairingNote {
        id: note

        x: quiet.aside ? quiet.width / 2 + Tokens.fx(40) : (quiet.width - width) / 2
        y: quiet.aside ? (quiet.height - height) / 2 : quiet.height * 0.72
        width: (quiet.aside ? quiet.width / 2 : quiet.width) - 2 * Tokens.fx(80)
        code: quiet.pairing ? quiet.glass.pairingCode : ""
        fingerprint: quiet.glass.rootFingerprint
        ink: Tokens.primaryText
        size: Tokens.labelSize * (Tokens.ribbon ? 0.9 : 1)
        soft: Tokens.primaryTextSoft
    }

    // staff's own words for the safe slide, and who says them
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Tokens.fx(80)
        spacing: Tokens.fx(Tokens.ribbon ? 4 : 56)
        visible: quiet.spoken

        FitLabel {
            width: parent.width
            height: Math.min(quiet.height * 0.6, font.pixelSize * 1.35 * Math.max(1, Math.ceil(natural * 1.1 / width)))
            color: Tokens.primaryText
            font.family: Tokens.serif
            font.pixelSize: Tokens.titleSize * (Tokens.ribbon ? 0.8 : 1.2)
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.safeWords
            wrapMode: Text.Wrap
        }

        FitLabel {
            width: parent.width
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.headingSize * (Tokens.ribbon ? 0.7 : 1)
            horizontalAlignment: Text.AlignHCenter
            text: [quiet.glass.compoundName, quiet.glass.gateLine].filter(words => words !== "").join(" · ")
        }
    }

    Column {
        // aside by some pixels every few minutes: it may stand for days
        anchors.centerIn: parent
        anchors.horizontalCenterOffset: Tokens.shift.x * 4
        anchors.verticalCenterOffset: Tokens.shift.y * 4
        width: parent.width - 2 * Tokens.fx(80)
        spacing: Tokens.fx(Tokens.ribbon ? 4 : 24)
        visible: quiet.black

        FitLabel {
            width: parent.width
            color: "#8f8f8f"
            font.pixelSize: Tokens.labelSize
            horizontalAlignment: Text.AlignHCenter
            text: quiet.glass.compoundName
        }

        FitLabel {
            width: parent.width
            color: "#b4b4b4"
            font.pixelSize: Tokens.headingSize
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("暂停播放 · Paused")
        }
    }
}
