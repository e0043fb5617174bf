pragma ComponentBehavior: Bound

import QtQuick

// A notice being read, by the very slides of the rotation: what one saw in passing is what one reads.
BrowseScreen {
    id: reading

    required property string component
    required property string slideKey
    required property var slide
    required property string mark

    touched: false

    function show(): void {
        holder.hold(component, slide)
    }

    Holder {
        id: holder

        objectName: "reading"
        width: Tokens.stage.width
        height: Tokens.stage.height
    }

    // pages are turned by a finger drawn across, too
    MouseArea {
        property real from: 0

        anchors.fill: holder
        onPressed: mouse => {
            from = mouse.x
            reading.visit.stay()
        }
        onReleased: mouse => {
            if (Math.abs(mouse.x - from) > width * 0.12)
                reading.visit.turn(mouse.x < from ? 1 : -1)
        }
    }

    // beside the buttons, where a reader's eye goes next: what is read is in another language than was asked for
    Chip {
        x: parent.width - width
        y: Tokens.actions.y - Tokens.stage.y + (Tokens.actions.height - height) / 2
        color: Tokens.goldSoft
        ink: Tokens.gold
        most: parent.width / 2
        objectName: "foreign"
        strong: true
        text: reading.mark
    }

    onSlideKeyChanged: show()
    Component.onCompleted: show()
}
