pragma ComponentBehavior: Bound

import QtQuick

// Labels and what they say, one below the other; more than fits is scrolled.
Flickable {
    id: list

    required property var lines
    property int labelWidth: Tokens.px(150)

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentHeight: column.height
    interactive: contentHeight > height + 1

    Column {
        id: column

        width: parent.width

        Repeater {
            model: list.lines

            Item {
                id: line

                required property var modelData

                width: column.width
                height: words.height + Tokens.px(36)

                Rectangle {
                    width: parent.width
                    height: Tokens.px(2)
                    color: Tokens.line
                }

                FitLabel {
                    y: Tokens.px(18)
                    width: list.labelWidth - Tokens.px(16)
                    height: Tokens.labelSize * 1.5
                    color: Tokens.muted
                    font.pixelSize: Tokens.labelSize
                    text: line.modelData.label
                }

                Label {
                    id: words

                    x: list.labelWidth
                    y: Tokens.px(18)
                    width: parent.width - x
                    font.pixelSize: Tokens.px(44)
                    text: line.modelData.words
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}
