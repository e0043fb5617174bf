pragma ComponentBehavior: Bound

import QtQuick

// Where a visit begins: what comes soon, and everything there is.
BrowseScreen {
    id: home

    required property var tiles
    required property string soon
    required property string what
    required property string ask

    pager: Pager {
        view: grid
        visit: home.visit
    }

    Rectangle {
        id: banner

        // not by `visible`: what is hidden for a moment (an alert) keeps its room, and the list its place
        readonly property bool shown: home.soon !== "" && !home.lowered

        width: parent.width
        height: shown ? Tokens.px(Tokens.portrait ? 150 : 112) : 0
        border.color: Tokens.gold
        border.width: Tokens.px(2)
        color: Tokens.goldSoft
        radius: Tokens.px(26)
        visible: shown

        Column {
            x: Tokens.px(40)
            anchors.verticalCenter: parent.verticalCenter
            width: ask.x - x - Tokens.px(20)

            FitLabel {
                width: parent.width
                height: font.pixelSize * 1.3
                color: Tokens.gold
                font.pixelSize: Tokens.px(Tokens.portrait ? 44 : 38)
                font.weight: Font.Bold
                text: home.soon
            }

            FitLabel {
                width: parent.width
                height: font.pixelSize * 1.3
                color: Tokens.gold
                font.pixelSize: Tokens.px(Tokens.portrait ? 44 : 38)
                font.weight: Font.Bold
                text: home.what
            }
        }

        Rectangle {
            id: ask

            anchors.right: parent.right
            anchors.rightMargin: Tokens.px(32)
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(parent.width * 0.42, Tokens.px(340))
            height: Math.max(Tokens.target, Tokens.px(Tokens.portrait ? 96 : 80))
            color: Tokens.gold
            radius: height / 2

            FitLabel {
                anchors.centerIn: parent
                width: parent.width - Tokens.px(32)
                height: parent.height
                color: Tokens.goldSoft
                font.pixelSize: Tokens.px(40)
                font.weight: Font.Bold
                horizontalAlignment: Text.AlignHCenter
                text: home.ask
            }

            Tap {
                anchors.fill: parent
                name: home.ask
                objectName: "ask"
                radius: parent.radius
                onTapped: home.go("buildings", "")
            }
        }
    }

    Flickable {
        id: grid

        readonly property int columns: Tokens.ribbon && !Tokens.terse ? 3 : width < Tokens.px(760) ? 1 : 2
        readonly property int lines: Math.ceil(home.tiles.length / columns)
        readonly property real gap: Tokens.px(20)
        readonly property real share: Math.max(Tokens.px(Tokens.portrait ? 150 : Tokens.ribbon ? 98 : 112), Math.min(Tokens.px(236), (height - (lines - 1) * gap) / lines))

        y: banner.height + (banner.shown ? Tokens.px(24) : 0)
        width: parent.width
        height: parent.height - y
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: lines * share + (lines - 1) * gap
        interactive: contentHeight > height + 1
        onMovementEnded: home.visit.stay()

        Grid {
            width: parent.width
            columns: grid.columns
            spacing: grid.gap

            Repeater {
                model: home.tiles

                Tile {
                    required property var modelData

                    objectName: "tile-" + modelData.at
                    width: (grid.width - (grid.columns - 1) * grid.gap) / grid.columns
                    height: grid.share
                    glyph: modelData.glyph
                    line: modelData.line
                    title: modelData.title
                    tone: modelData.tone
                    onTapped: home.go(modelData.at, "")
                }
            }
        }
    }

    ScrollMark {
        view: grid
    }
}
