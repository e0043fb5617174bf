import QtQuick
import Signage.Kiosk

// Portrait: who is on duty now, and who is next. Always there but on the duty week, which says it larger.
Rectangle {
    id: strip

    required property Glass glass

    radius: Tokens.px(28)
    color: Tokens.primary

    Label {
        id: caption

        x: Tokens.px(40)
        y: Tokens.px(20)
        color: Tokens.primaryTextGold
        font.pixelSize: Tokens.smallSize
        text: strip.glass.dutyCaption
    }

    Label {
        id: name

        anchors.left: caption.left
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.px(14)
        width: Math.min(implicitWidth, strip.width * (detail.visible ? 0.36 : 0.62))
        color: Tokens.primaryText
        elide: Text.ElideRight
        font.pixelSize: strip.glass.dutyOn ? Tokens.stripNameSize : Tokens.factSize
        font.weight: Font.Bold
        text: strip.glass.dutyName
    }

    Column {
        id: detail

        anchors.left: name.right
        anchors.leftMargin: Tokens.px(36)
        anchors.right: rule.left
        anchors.rightMargin: Tokens.px(24)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.px(6)
        visible: strip.glass.dutyOn

        Label {
            width: parent.width
            color: Tokens.primaryText
            elide: Text.ElideRight
            font.pixelSize: Tokens.stripTextSize
            text: strip.glass.dutyOrganisation
        }

        Label {
            width: parent.width
            color: Tokens.primaryTextSoft
            elide: Text.ElideRight
            font.pixelSize: Tokens.smallSize
            text: strip.glass.dutyHours
        }
    }

    Rectangle {
        id: rule

        anchors.right: next.left
        anchors.rightMargin: Tokens.px(28)
        anchors.verticalCenter: parent.verticalCenter
        width: Tokens.px(2)
        height: parent.height - Tokens.px(56)
        color: Tokens.primaryTextSoft
        opacity: 0.5
        visible: next.visible
    }

    Column {
        id: next

        anchors.right: parent.right
        anchors.rightMargin: Tokens.px(36)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Tokens.px(6)
        visible: strip.glass.nextName !== ""

        Label {
            color: Tokens.primaryTextSoft
            font.pixelSize: Tokens.smallSize
            text: qsTr("下一班 %1").arg(strip.glass.nextTime)
        }

        Label {
            color: Tokens.primaryText
            font.pixelSize: Tokens.stripTextSize
            text: strip.glass.nextName
        }
    }
}
