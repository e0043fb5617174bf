pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// The notice being read, by the very slides of the rotation: what one saw in passing is what one reads.
Item {
    id: reading

    required property Glass glass

    function show(): void {
        const slide = glass.reading
        if (slide.component === undefined)
            loader.source = ""
        else
            loader.setSource(slide.component + ".qml", slide.properties)
    }

    Loader {
        id: loader

        objectName: "reading"
        anchors.fill: parent
    }

    Connections {
        target: reading.glass

        function onReadingChanged(): void {
            reading.show()
        }
    }

    Component.onCompleted: show()
}
