pragma ComponentBehavior: Bound

import QtQuick

// A poster: the picture is the slide, whole, on a blurred ground of its own colours (made by the typesetter).
SlideFrame {
    id: slide

    required property string picture
    required property string title

    // a picture that is gone, or cannot be decoded, leaves the title
    readonly property bool lost: image.status === Image.Error || picture === ""

    carded: false
    ready: image.status === Image.Ready || lost

    Rectangle {
        anchors.fill: parent
        color: Tokens.pill
        radius: Tokens.px(28)
        visible: slide.lost
    }

    Image {
        id: image

        anchors.fill: parent
        cache: false
        fillMode: Image.Pad
        source: slide.picture
        Accessible.role: Accessible.Graphic
        Accessible.name: slide.title
    }

    Label {
        anchors.centerIn: parent
        width: parent.width - 2 * Tokens.px(64)
        font.family: Tokens.serif
        font.pixelSize: Tokens.titleSize
        font.weight: Font.Bold
        horizontalAlignment: Text.AlignHCenter
        text: slide.title
        visible: slide.lost
        wrapMode: Text.Wrap
    }
}
