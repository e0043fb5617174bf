pragma ComponentBehavior: Bound

import QtQuick

// The services of the gatehouse 八大功能: what, when, and whether it is open now.
SlideFrame {
    id: slide

    required property string title
    required property string subtitle
    required property var services

    readonly property int columns: Tokens.ribbon ? 4 : 2
    readonly property int lines: Math.ceil(services.length / columns)

    carded: false

    SlideTitle {
        id: heading

        aside: slide.subtitle
        text: slide.title
        width: parent.width
    }

    Grid {
        id: grid

        readonly property int gap: Tokens.px(20)

        y: heading.height
        width: parent.width
        columns: slide.columns
        spacing: gap

        Repeater {
            model: slide.services

            ServiceTile {
                required property var modelData

                width: (grid.width - (slide.columns - 1) * grid.gap) / slide.columns
                height: (grid.parent.height - grid.y - (slide.lines - 1) * grid.gap) / slide.lines
                glyph: modelData.glyph
                hours: modelData.hours
                name: modelData.name
                open: modelData.open
                state_: modelData.state
                tone: modelData.tone
            }
        }
    }
}
