pragma ComponentBehavior: Bound

import QtQuick

// 今日我当班: the duty week. Today cannot be missed, the past is quiet, 1+3+X by letter and by colour.
SlideFrame {
    id: slide

    required property string range
    required property var days
    required property bool known
    required property string ahead

    readonly property bool todayLarger: days.some(day => day.today)

    carded: false
    underStrip: false

    Label {
        id: title

        x: Tokens.px(Tokens.portrait ? 24 : 0)
        y: Tokens.px(Tokens.portrait ? 12 : -14)
        font.family: Tokens.serif
        font.pixelSize: Tokens.portrait ? Tokens.titleSize : Tokens.titleLongSize
        font.weight: Font.Bold
        text: qsTr("今日我当班")
    }

    Label {
        id: subtitle

        x: Tokens.portrait ? title.x + Tokens.px(4) : title.x + title.width + Tokens.px(36)
        anchors.baseline: Tokens.portrait ? undefined : title.baseline
        y: title.y + title.height
        color: Tokens.muted
        font.pixelSize: Tokens.labelSize
        text: qsTr("本周接待排片表   %1").arg(slide.range)
        visible: Tokens.portrait || slide.ahead === "" || x + implicitWidth < parent.width - ahead.width - Tokens.px(20)
    }

    // a special reception is announced ahead: a line of its own in a tall panel, else at the right of the title
    Chip {
        id: ahead

        x: Tokens.portrait ? 0 : parent.width - width
        y: Tokens.portrait ? subtitle.y + subtitle.height + Tokens.px(10) : title.y + title.height - height - Tokens.px(10)
        color: Tokens.goldSoft
        ink: Tokens.gold
        most: Tokens.portrait ? parent.width : parent.width - title.x - title.width - Tokens.px(36)
        strong: true
        text: slide.ahead
    }

    Grid {
        id: list

        readonly property int gap: Tokens.px(Tokens.portrait ? 14 : 10)
        readonly property real share: {
            const room = Tokens.ribbon ? width : parent.height - y
            return (room - 6 * gap) / (slide.todayLarger ? 7.56 : 7)
        }

        y: Tokens.portrait ? subtitle.y + subtitle.height + Tokens.px(16) + (ahead.visible ? ahead.height + Tokens.px(10) : 0) : title.y + title.height + Tokens.px(8)
        width: parent.width
        columns: Tokens.ribbon ? 7 : 1
        spacing: gap

        Repeater {
            model: slide.days

            DayPlace {
                width: Tokens.ribbon ? list.share * factor : list.width
                height: Tokens.ribbon ? list.parent.height - list.y : list.share * factor
            }
        }
    }
}
