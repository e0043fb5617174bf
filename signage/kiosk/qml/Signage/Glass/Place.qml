import QtQuick

// One of the two loaders that take turns on the stage, and the key of what it holds.
Loader {
    id: place

    property string key: ""

    signal wholeChanged()

    anchors.fill: parent
    opacity: 0
    onItemChanged: if (item)
        (item as SlideFrame).readyChanged.connect(place.wholeChanged)
}
