pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// The notice being read, by the very slides of the rotation: what one saw in passing is what one reads.
Item {
    id: reading

    required property Glass glass

    function show(): void {
        const slide = glass.reading
        holder.hold(slide.component ?? "", slide.properties ?? {})
    }

    Holder {
        id: holder

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
