pragma ComponentBehavior: Bound

import QtQuick

// A day of a duty week: a row, or (in a ribbon) a column. Today takes half as much again.
Loader {
    id: place

    property bool upright: Tokens.ribbon
    required property var modelData
    readonly property real factor: modelData.today ? 1.56 : 1

    sourceComponent: upright ? column : row

    Component {
        id: row

        WeekDay {
            date: place.modelData.date
            past: place.modelData.past
            today: place.modelData.today
            turns: place.modelData.turns
            weekday: [place.modelData.weekday, place.modelData.mark].filter(part => part !== "").join(" ")
            words: place.modelData.words
        }
    }

    Component {
        id: column

        WeekColumn {
            date: place.modelData.date
            past: place.modelData.past
            today: place.modelData.today
            turns: place.modelData.turns
            weekday: [place.modelData.weekday, place.modelData.mark].filter(part => part !== "").join(" ")
            words: place.modelData.words
        }
    }
}
