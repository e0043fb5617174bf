pragma ComponentBehavior: Bound

import QtQuick

// The full text on one's own phone: a code large enough for any camera.
BrowseScreen {
    id: screen

    required property string words
    required property string image
    required property string address

    aside: words
    touched: false

    Image {
        id: code

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(0, (parent.height - height - line.height) / 2)
        cache: false
        height: Math.min(implicitHeight, parent.height - line.height)
        fillMode: Image.PreserveAspectFit
        smooth: false
        source: screen.image
        Accessible.role: Accessible.Graphic
        Accessible.name: screen.words
    }

    FitLabel {
        id: line

        anchors.top: code.bottom
        width: parent.width
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        horizontalAlignment: Text.AlignHCenter
        text: screen.address
    }
}
