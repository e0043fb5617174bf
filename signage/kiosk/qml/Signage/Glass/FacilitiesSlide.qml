pragma ComponentBehavior: Bound

import QtQuick

// What can be borrowed, and how many are free now.
SlideFrame {
    id: slide

    required property string title
    required property string subtitle
    required property var facilities

    carded: false

    SlideTitle {
        id: heading

        aside: slide.subtitle
        text: slide.title
        width: parent.width
    }

    Grid {
        id: list

        readonly property int gap: Tokens.px(18)
        readonly property int lines: Math.ceil(Math.max(1, slide.facilities.length) / columns)
        readonly property real share: (parent.height - y - (lines - 1) * gap) / lines

        y: heading.height
        width: parent.width
        columns: Tokens.ribbon ? 2 : 1
        spacing: gap

        Repeater {
            model: slide.facilities

            FacilityRow {
                required property var modelData

                width: (list.width - (list.columns - 1) * list.gap) / list.columns
                height: Math.min(list.share, Tokens.px(236))
                free: modelData.free
                name: modelData.name
                note: modelData.note
                total: modelData.total
            }
        }
    }
}
