pragma ComponentBehavior: Bound

import QtQuick

// Whom to call: names and numbers that are read from a step away.
BrowseScreen {
    id: screen

    required property var contacts

    touched: false
    pager: Pager {
        view: list
        visit: screen.visit
    }

    Flickable {
        id: list

        readonly property int columns: width < Tokens.px(1100) ? 1 : 2
        readonly property int lines: Math.ceil(screen.contacts.length / columns)
        readonly property real gap: Tokens.px(16)
        readonly property real share: Math.max(Tokens.px(122), Math.min(Tokens.px(180), (height - (lines - 1) * gap) / lines))

        width: parent.width
        height: parent.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: lines * share + (lines - 1) * gap
        interactive: contentHeight > height + 1
        onMovementEnded: screen.visit.stay()

        Grid {
            columns: list.columns
            spacing: list.gap

            Repeater {
                model: screen.contacts

                Card {
                    id: contact

                    required property var modelData

                    width: (list.width - (list.columns - 1) * list.gap) / list.columns
                    height: list.share

                    Column {
                        x: Tokens.px(36)
                        anchors.verticalCenter: parent.verticalCenter
                        width: phone.x - Tokens.px(16) - x

                        FitLabel {
                            width: parent.width
                            height: Math.min(contact.height * 0.54, font.pixelSize * (lengthy && list.columns > 1 ? 1.8 : 1.3))
                            font.pixelSize: Tokens.px(46)
                            font.weight: Font.Bold
                            text: contact.modelData.name
                        }

                        FitLabel {
                            width: parent.width
                            height: Math.min(contact.height * 0.42, font.pixelSize * (lengthy ? 1.9 : 1.3))
                            color: Tokens.muted
                            font.pixelSize: Tokens.smallSize
                            text: contact.modelData.note
                            visible: text !== ""
                        }
                    }

                    FitLabel {
                        id: phone

                        anchors.right: parent.right
                        anchors.rightMargin: Tokens.px(36)
                        anchors.verticalCenter: parent.verticalCenter
                        width: Math.min(natural, parent.width * 0.54 - Tokens.px(52))
                        color: Tokens.primaryInk
                        font.pixelSize: Tokens.px(64)
                        font.weight: Font.Bold
                        horizontalAlignment: Text.AlignRight
                        text: contact.modelData.phone
                    }
                }
            }
        }
    }

    ScrollMark {
        view: list
    }
}
