import QtQuick
import Signage.Kiosk

// Portrait: who is on duty now, and who is next. Always there but on the duty week, which says it larger.
Rectangle {
    id: strip

    required property Glass glass
    readonly property int inset: Tokens.fx(40)
    readonly property int below: Tokens.fx(64)

    color: Tokens.primary
    radius: Tokens.fx(28)

    FitLabel {
        id: caption

        x: strip.inset
        y: Tokens.fx(18)
        width: rule.x - x - Tokens.fx(20)
        height: font.pixelSize * 1.3
        color: Tokens.primaryTextGold
        font.pixelSize: Tokens.frameSmallSize
        text: [strip.glass.dutyCaption, strip.glass.dutyHours, strip.glass.dutyPlace].filter(part => part !== "").join("   ")
    }

    TextMetrics {
        id: nameMeasure

        font: name.font
        text: name.text
    }

    FitLabel {
        id: name

        x: strip.inset
        y: strip.below
        width: Math.min(Math.ceil(nameMeasure.advanceWidth) + 1, strip.width * (strip.glass.dutyOn ? 0.36 : 0.62))
        height: strip.height - y - Tokens.fx(10)
        color: Tokens.primaryText
        font.pixelSize: strip.glass.dutyOn ? Tokens.stripNameSize : Tokens.stripTextSize * 1.18
        font.weight: Font.Bold
        text: strip.glass.dutyName
    }

    Column {
        anchors.left: name.right
        anchors.leftMargin: Tokens.fx(36)
        anchors.right: rule.left
        anchors.rightMargin: Tokens.fx(20)
        anchors.verticalCenter: name.verticalCenter
        visible: strip.glass.dutyOn

        FitLabel {
            width: parent.width
            height: font.pixelSize * 1.2
            color: Tokens.primaryText
            font.pixelSize: Tokens.stripTextSize
            text: strip.glass.dutyTopic
            visible: text !== ""
        }

        FitLabel {
            width: parent.width
            height: font.pixelSize * 1.25
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.frameSmallSize
            text: strip.glass.dutyOrganisation
        }
    }

    Rectangle {
        id: rule

        anchors.right: parent.right
        anchors.rightMargin: Math.min(strip.width * 0.28, Math.max(nextMeasure.advanceWidth, nextTime.implicitWidth, nextCaption.implicitWidth)) + Tokens.fx(64)
        anchors.verticalCenter: parent.verticalCenter
        width: Tokens.fx(2)
        height: parent.height - Tokens.fx(48)
        color: Tokens.primaryTextSoft
        opacity: 0.5
        visible: nextName.visible
    }

    Label {
        id: nextCaption

        anchors.left: rule.right
        anchors.leftMargin: Tokens.fx(28)
        y: caption.y
        height: caption.height
        color: Tokens.primaryTextSoft
        font.pixelSize: Tokens.frameSmallSize
        text: qsTr("下一班")
        visible: nextName.visible
    }

    TextMetrics {
        id: nextMeasure

        font: nextName.font
        text: nextName.text
    }

    FitLabel {
        id: nextName

        anchors.left: nextCaption.left
        anchors.right: parent.right
        anchors.rightMargin: Tokens.fx(24)
        y: strip.below
        height: font.pixelSize * 1.2
        color: Tokens.primaryText
        font.pixelSize: Tokens.fx(48)
        font.weight: Font.Bold
        text: strip.glass.nextName
        visible: text !== ""
    }

    Label {
        id: nextTime

        anchors.left: nextCaption.left
        anchors.top: nextName.bottom
        height: font.pixelSize * 1.25
        color: Tokens.primaryTextSoft
        font.pixelSize: Tokens.frameSmallSize
        text: strip.glass.nextTime
        visible: nextName.visible
    }
}
