import QtQuick

// One of the two holders that take turns on the stage, and the key of what it holds.
Holder {
    id: place

    property string key: ""
    readonly property SlideFrame slide: item as SlideFrame

    signal wholeChanged()
    signal failed(problem: string)

    anchors.fill: parent
    opacity: 0
    onSlideChanged: if (slide) {
        slide.readyChanged.connect(place.wholeChanged)
        slide.failed.connect(place.failed)
    }
}
