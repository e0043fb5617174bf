pragma ComponentBehavior: Bound

import QtQuick

// A film, once from its first frame to its last. Its poster frame lies below it: where the film stalls, or cannot be
// played here, that is what is seen.
SlideFrame {
    id: slide

    required property string picture
    required property string title
    required property string film

    carded: false
    ready: image.status === Image.Ready || image.status === Image.Error

    Image {
        id: image

        anchors.fill: parent
        cache: false
        fillMode: Image.Pad
        source: slide.picture
        Accessible.role: Accessible.Graphic
        Accessible.name: slide.title
    }
}
