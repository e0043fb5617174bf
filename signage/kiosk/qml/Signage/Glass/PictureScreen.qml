pragma ComponentBehavior: Bound

import QtQuick

// One picture, as large as the stage takes it.
BrowseScreen {
    id: screen

    required property string caption
    required property string image

    aside: caption
    touched: false

    Image {
        anchors.centerIn: parent
        cache: false
        source: screen.image
        Accessible.role: Accessible.Graphic
        Accessible.name: screen.caption !== "" ? screen.caption : screen.title
    }
}
