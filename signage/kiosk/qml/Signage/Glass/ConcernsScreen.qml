pragma ComponentBehavior: Bound

import QtQuick

// 影响我家吗？: everything that concerns one building, in the order of time.
BrowseScreen {
    id: screen

    required property string empty
    required property var concerns

    pager: Pager {
        view: list
        visit: screen.visit
    }

    FitLabel {
        anchors.centerIn: parent
        width: parent.width
        color: Tokens.muted
        font.pixelSize: Tokens.factSize
        horizontalAlignment: Text.AlignHCenter
        text: screen.empty
        visible: screen.concerns.length === 0
    }

    Flickable {
        id: list

        width: parent.width
        height: parent.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: column.height
        interactive: contentHeight > height + 1
        onMovementEnded: {
            screen.visit.stay()
            screen.visit.scrolled(contentY)
        }

        Column {
            id: column

            width: parent.width
            spacing: Tokens.px(18)

            Repeater {
                model: screen.concerns

                Card {
                    id: row

                    required property var modelData

                    width: column.width
                    height: words.height + Tokens.px(36)

                    Rectangle {
                        x: Tokens.px(20)
                        y: Tokens.px(20)
                        width: Tokens.px(12)
                        height: parent.height - 2 * y
                        color: Tokens.tone(row.modelData.tone)
                        radius: width / 2
                    }

                    Column {
                        id: words

                        x: Tokens.px(56)
                        y: Tokens.px(18)
                        width: arrow.x - x - Tokens.px(16)

                        FitLabel {
                            width: parent.width
                            height: font.pixelSize * (lengthy ? 2.6 : 1.36)
                            color: Tokens.toneInk(row.modelData.tone)
                            font.pixelSize: Tokens.px(44)
                            font.weight: Font.Bold
                            text: row.modelData.when
                        }

                        FitLabel {
                            width: parent.width
                            height: font.pixelSize * (lengthy ? 2.6 : 1.36)
                            font.pixelSize: Tokens.px(48)
                            font.weight: Font.Bold
                            text: row.modelData.title
                        }

                        FitLabel {
                            width: parent.width
                            height: font.pixelSize * 1.36
                            color: Tokens.muted
                            font.pixelSize: Tokens.smallSize
                            text: row.modelData.line
                        }
                    }

                    Label {
                        id: arrow

                        x: parent.width - width - Tokens.px(32)
                        anchors.verticalCenter: parent.verticalCenter
                        color: Tokens.muted
                        font.pixelSize: Tokens.headingSize
                        text: "›"
                        visible: row.modelData.item !== ""
                    }

                    Loader {
                        active: row.modelData.item !== ""
                        anchors.fill: parent
                        sourceComponent: Tap {
                            name: row.modelData.when + " " + row.modelData.title
                            objectName: "concern-" + row.modelData.item
                            radius: row.radius
                            onTapped: screen.go("reading", row.modelData.item)
                        }
                    }
                }
            }
        }
    }

    ScrollMark {
        view: list
    }
}
