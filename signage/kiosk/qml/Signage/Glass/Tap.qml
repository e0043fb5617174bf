pragma ComponentBehavior: Bound

import QtQuick

// A touch target: answers the press at once with a tint, acts on release.
Item {
    id: tap

    required property string name
    property bool checkable: false
    property bool checked: false
    property real radius: 0
    property color tint: Tokens.ink

    signal tapped()

    Accessible.role: tap.checkable ? Accessible.CheckBox : Accessible.Button
    Accessible.name: tap.name
    Accessible.checkable: tap.checkable
    Accessible.checked: tap.checked
    Accessible.onPressAction: tap.tapped()

    Rectangle {
        anchors.fill: parent
        radius: tap.radius
        color: tap.tint
        opacity: 0.14
        visible: area.pressed
    }

    MouseArea {
        id: area

        anchors.fill: parent
        onClicked: tap.tapped()
    }
}
