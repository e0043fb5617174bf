pragma ComponentBehavior: Bound

import QtQuick

// The services of the gatehouse, each a touch away from its details.
BrowseScreen {
    id: screen

    required property var ids
    required property var services

    pager: Pager {
        view: grid
        visit: screen.visit
    }

    Flickable {
        id: grid

        readonly property int columns: Tokens.ribbon && !Tokens.terse ? 3 : width < Tokens.px(760) ? 1 : 2
        readonly property int lines: Math.ceil(screen.services.length / columns)
        readonly property real gap: Tokens.px(18)
        readonly property real share: Math.max(Tokens.px(Tokens.portrait ? 168 : 128), Math.min(Tokens.px(250), (height - (lines - 1) * gap) / lines))

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
                model: screen.services

                ServiceTile {
                    id: tile

                    required property var modelData
                    required property int index

                    width: (grid.width - (grid.columns - 1) * grid.gap) / grid.columns
                    height: grid.share
                    glyph: modelData.glyph
                    hours: modelData.hours
                    name: modelData.name
                    open: modelData.open
                    state_: modelData.state
                    tone: modelData.tone

                    Tap {
                        anchors.fill: parent
                        name: tile.name
                        objectName: "service-" + screen.ids[tile.index]
                        radius: tile.radius
                        onTapped: screen.go("service", screen.ids[tile.index])
                    }
                }
            }
        }
    }

    ScrollMark {
        view: grid
    }
}
