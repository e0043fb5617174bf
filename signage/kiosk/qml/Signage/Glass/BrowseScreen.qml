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
    readonly property int actionLines: Math.ceil(actions.length / actionColumns)
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
        height: Math.max(1, buttons.y - y - (screen.actionLines > 0 ? Tokens.fx(14) : 0))
    }

    Grid {
        id: buttons

        readonly property real share: (width - (columns - 1) * spacing) / columns

        anchors.bottom: parent.bottom
        width: parent.width
        columns: Math.max(1, screen.actionColumns)
        spacing: Tokens.fx(12)

        Repeater {
            model: screen.actions

            Pill {
                required property var modelData

                objectName: "action-" + [modelData.at, modelData.item, modelData.tab, modelData.turn || ""].filter(part => part !== "").join("-")
                width: buttons.share
                height: Tokens.actions.height
                checkable: modelData.on
                on: modelData.on
                text: modelData.text
                onTapped: modelData.turn !== 0 ? screen.visit.turn(modelData.turn) : screen.visit.go(modelData.at, modelData.item, modelData.tab, modelData.byTime)
            }
        }
    }
}
