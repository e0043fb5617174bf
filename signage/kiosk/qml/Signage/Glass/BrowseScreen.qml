pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// What every screen of the browse mode is: a title, what it shows, its own buttons below. Where a resident asked for
// 低位 everything that is touched lies in the lower half of the glass, and the title has the upper one.
Item {
    id: screen

    required property Visit visit
    property string title: ""
    property string aside: ""
    property var actions: []
    // Where its list was left, and where it begins: pixels.
    property real scrollTo: 0
    property real startAt: 0
    property Pager pager: null
    readonly property bool lowered: visit.low && !Tokens.ribbon && touched
    property bool touched: true
    property int actionColumns: actions.length <= 4 ? 4 : Tokens.portrait ? 5 : lowered ? Math.min(actions.length, 10) : 6
    readonly property real half: Tokens.half - Tokens.stage.y
    readonly property real titleSize: Tokens.titleLongSize * (Tokens.terse ? 0.62 : 1)
    default property alias content: body.data

    // Where a list's rows go on to.
    function go(at: string, item: string): void {
        visit.go(at, item, "", false)
    }

    Label {
        id: heading

        x: Tokens.px(Tokens.portrait ? 16 : 0)
        y: screen.lowered ? (body.y - height - beside.height) / 2 : Tokens.px(Tokens.portrait ? 4 : -10)
        width: screen.lowered ? parent.width - 2 * x : Math.min(implicitWidth, parent.width - 2 * x)
        height: text === "" ? 0 : implicitHeight
        font.family: Tokens.serif
        font.pixelSize: screen.titleSize * (screen.lowered ? 1.15 : 1)
        font.weight: Font.Bold
        horizontalAlignment: screen.lowered ? Text.AlignHCenter : Text.AlignLeft
        text: screen.title
        wrapMode: Text.Wrap
    }

    FitLabel {
        id: beside

        readonly property bool below: screen.lowered || heading.width + implicitWidth + Tokens.px(64) > parent.width

        x: below ? heading.x : heading.x + heading.width + Tokens.px(32)
        y: below ? heading.y + heading.height : heading.y + heading.baselineOffset - baselineOffset
        width: parent.width - x - heading.x
        height: text === "" ? 0 : font.pixelSize * 1.45
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        horizontalAlignment: screen.lowered ? Text.AlignHCenter : below ? Text.AlignLeft : Text.AlignRight
        text: screen.aside
    }

    Item {
        id: body

        readonly property real usual: heading.height === 0 ? 0 : heading.height + Tokens.px(14) + (beside.below && !screen.lowered ? beside.height : 0)

        y: screen.lowered ? Math.max(usual, screen.half) : usual
        width: parent.width
        height: Math.max(1, buttons.y - y - (screen.actions.length > 0 ? Tokens.fx(14) : 0))
    }

    PillMeasure {
        id: full
    }

    PillMeasure {
        id: small

        size: Tokens.hintSize * 0.76
    }

    // In columns; where words are too long for those as wide as they ask, and smaller if that takes more than a line.
    Item {
        id: buttons

        readonly property int count: screen.actions.length
        readonly property int columns: Math.max(1, screen.actionColumns)
        readonly property real gap: Tokens.fx(12)
        readonly property real share: (width - (columns - 1) * gap) / columns
        readonly property var words: screen.actions.map(action => action.text)
        readonly property bool even: full.needs(words).every(one => one <= share)
        readonly property bool single: !even && (count === columns ? small : full).lines(words, width, gap).length <= 1
        readonly property var widths: even ? words.map(() => share) : !single ? small.needs(words) : count === columns ? full.shares(words, width - (count - 1) * gap) : full.needs(words)
        // how many stand in each line
        readonly property var lines: single ? [count] : !even ? small.lines(words, width, gap) : Array.from({
            length: Math.ceil(count / columns)
        }, (_, line) => Math.min(columns, count - line * columns))

        anchors.bottom: parent.bottom
        width: parent.width
        height: column.height

        Column {
            id: column

            spacing: buttons.gap

            Repeater {
                model: buttons.lines

                Row {
                    id: line

                    required property int modelData
                    required property int index
                    readonly property int first: buttons.lines.slice(0, index).reduce((all, one) => all + one, 0)

                    spacing: buttons.gap

                    Repeater {
                        model: screen.actions.slice(line.first, line.first + line.modelData)

                        Pill {
                            required property var modelData
                            required property int index

                            objectName: "action-" + [modelData.at, modelData.item, modelData.tab, modelData.turn || ""].filter(part => part !== "").join("-")
                            width: Math.min(buttons.width, buttons.widths[line.first + index] ?? buttons.share)
                            height: Tokens.actions.height
                            checkable: modelData.on
                            on: modelData.on
                            size: buttons.even || buttons.single ? full.size : small.size
                            text: modelData.text
                            onTapped: modelData.turn !== 0 ? screen.visit.turn(modelData.turn) : screen.visit.go(modelData.at, modelData.item, modelData.tab, modelData.byTime)
                        }
                    }
                }
            }
        }
    }
}
