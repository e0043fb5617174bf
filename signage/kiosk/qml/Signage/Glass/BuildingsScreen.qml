pragma ComponentBehavior: Bound

import QtQuick

// Pick a building.
BrowseScreen {
    id: screen

    required property var names
    required property var labels

    pager: Pager {
        view: grid
        visit: screen.visit
    }

    Flickable {
        id: grid

        readonly property real gap: Tokens.px(18)
        readonly property int columns: Math.max(2, Math.floor((width + gap) / (Tokens.px(220) + gap)))
        readonly property int lines: Math.ceil(screen.names.length / columns)
        readonly property real share: Math.max(Tokens.target, Tokens.px(Tokens.portrait ? 140 : 108), Math.min(Tokens.px(190), (height - (lines - 1) * gap) / lines))

        width: parent.width
        height: parent.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: lines * share + (lines - 1) * gap
        interactive: contentHeight > height + 1
        onMovementEnded: screen.visit.stay()

        Grid {
            columns: grid.columns
            spacing: grid.gap

            Repeater {
                model: screen.names

                Card {
                    id: building

                    required property string modelData
                    required property int index

                    width: (grid.width - (grid.columns - 1) * grid.gap) / grid.columns
                    height: grid.share

                    FitLabel {
                        anchors.centerIn: parent
                        width: parent.width - Tokens.px(40)
                        font.pixelSize: Tokens.factSize
                        font.weight: Font.Bold
                        horizontalAlignment: Text.AlignHCenter
                        text: screen.labels[building.index]
                    }

                    Tap {
                        anchors.fill: parent
                        name: screen.labels[building.index]
                        objectName: "building-" + building.modelData
                        radius: building.radius
                        onTapped: screen.go("concerns", building.modelData)
                    }
                }
            }
        }
    }

    ScrollMark {
        view: grid
    }
}
