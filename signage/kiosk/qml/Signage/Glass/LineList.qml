pragma ComponentBehavior: Bound

import QtQuick

// Labels and what they say, one below the other; more than fits is scrolled.
Flickable {
    id: list

    required property var lines
    // as wide as the longest label, within bounds: what it says is what is read
    readonly property real labelWidth: Math.min(width * 0.3, lines.reduce((most, line) => Math.max(most, Math.ceil(measure.advanceWidth(line.label)) + 1 + Tokens.px(28)), Tokens.px(150)))

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentHeight: column.height
    interactive: contentHeight > height + 1

    FontMetrics {
        id: measure

        font.family: Tokens.sans
        font.pixelSize: Tokens.labelSize
        font.weight: Font.Medium
    }

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
