pragma ComponentBehavior: Bound

import QtQuick

// A month of the roster as a wall calendar: the date, who receives, 1+3+X by letter and colour, holidays and days worked
// for them. In large type a month is a list of its days.
BrowseScreen {
    id: screen

    required property var weekdays
    required property var weeks

    startAt: {
        const before = list.asList ? days.shown.findIndex(day => day.today) : weeks.findIndex(week => week.some(day => day.today))
        return Math.max(0, before) * (list.asList ? days.rowHeight + days.spacing : list.share + list.gap)
    }
    touched: false
    pager: Pager {
        view: list
        visit: screen.visit
    }

    function groupInk(group: string): color {
        return group === "1" ? Tokens.accent : group === "3" ? Tokens.primaryInk : Tokens.gold
    }

    Row {
        id: names

        height: Tokens.large ? 0 : Tokens.px(Tokens.portrait ? 56 : 46)
        visible: height > 0

        Repeater {
            model: screen.weekdays

            FitLabel {
                required property string modelData

                width: list.width / 7
                height: names.height
                color: Tokens.muted
                font.pixelSize: Tokens.smallSize
                horizontalAlignment: Text.AlignHCenter
                text: modelData
            }
        }
    }

    Flickable {
        id: list

        readonly property bool asList: names.height === 0
        readonly property real gap: Tokens.px(6)
        readonly property real share: Math.max(Tokens.px(Tokens.portrait ? 150 : Tokens.ribbon ? 76 : 92), (height - (screen.weeks.length - 1) * gap) / screen.weeks.length)

        y: names.height
        width: parent.width
        height: parent.height - y
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: asList ? days.shown.length * (days.rowHeight + days.spacing) - days.spacing : screen.weeks.length * (share + gap) - gap
        interactive: contentHeight > height + 1
        onMovementEnded: screen.visit.stay()

        Column {
            id: days

            readonly property var shown: list.asList ? screen.weeks.reduce((all, week) => all.concat(week.filter(day => day.date !== "")), []) : []
            readonly property real rowHeight: Tokens.px(122)

            spacing: Tokens.px(10)
            visible: list.asList
            width: parent.width

            Repeater {
                model: days.shown

                WeekDay {
                    required property var modelData

                    width: days.width
                    height: days.rowHeight
                    date: modelData.date
                    past: modelData.past
                    today: modelData.today
                    turns: modelData.turns
                    weekday: [modelData.weekday, modelData.mark].filter(part => part !== "").join(" ")
                    words: modelData.words
                }
            }
        }

        Column {
            spacing: list.gap
            visible: !list.asList
            width: parent.width

            Repeater {
                model: list.asList ? [] : screen.weeks

                Row {
                    id: week

                    required property var modelData

                    spacing: list.gap

                    Repeater {
                        model: week.modelData

                        Rectangle {
                            id: day

                            required property var modelData
                            readonly property color ink: modelData.today ? Tokens.primaryText : modelData.past ? Tokens.past : Tokens.ink
                            readonly property bool flat: height < Tokens.px(104)
                            // a tall cell with one turn has the letter at its corner and the name below
                            readonly property bool cornered: Tokens.portrait && modelData.turns.length === 1
                            readonly property int most: Math.max(1, Math.floor((height - date.height) / Tokens.px(42)))

                            width: (list.width - 6 * list.gap) / 7
                            height: list.share
                            border.color: Tokens.line
                            border.width: modelData.today ? 0 : Tokens.px(2)
                            color: modelData.today ? Tokens.primary : modelData.past ? Tokens.pastCard : Tokens.card
                            opacity: modelData.date === "" ? 0 : 1
                            radius: Tokens.px(14)

                            Label {
                                id: date

                                x: Tokens.px(10)
                                height: font.pixelSize * 1.25
                                color: day.ink
                                font.pixelSize: Tokens.px(day.flat ? 32 : 40)
                                font.weight: Font.Bold
                                text: day.modelData.date
                            }

                            Label {
                                anchors.right: parent.right
                                anchors.rightMargin: Tokens.px(8)
                                anchors.verticalCenter: date.verticalCenter
                                color: day.modelData.today ? Tokens.primaryTextGold : Tokens.accent
                                font.pixelSize: Tokens.px(30)
                                font.weight: Font.Bold
                                text: day.modelData.mark
                            }

                            GroupMark {
                                anchors.right: parent.right
                                anchors.rightMargin: Tokens.px(8)
                                y: date.height + Tokens.px(2)
                                width: Tokens.px(38)
                                group: day.cornered ? day.modelData.turns[0].group : ""
                                onPrimary: day.modelData.today
                                past: day.modelData.past
                                visible: day.cornered
                            }

                            FitLabel {
                                x: Tokens.px(8)
                                y: date.height
                                width: parent.width - 2 * x
                                height: parent.height - y - Tokens.px(4)
                                color: day.modelData.today ? Tokens.primaryTextSoft : Tokens.muted
                                font.pixelSize: Tokens.px(30)
                                text: day.modelData.words
                                verticalAlignment: Text.AlignTop
                                visible: day.modelData.turns.length === 0
                            }

                            Column {
                                y: date.height
                                width: parent.width

                                Repeater {
                                    model: day.modelData.turns.slice(0, day.most)

                                    Item {
                                        id: turn

                                        required property var modelData

                                        width: day.width
                                        height: (day.height - date.height - Tokens.px(4)) / Math.min(day.most, day.modelData.turns.length)

                                        Label {
                                            id: letter

                                            x: Tokens.px(10)
                                            anchors.verticalCenter: parent.verticalCenter
                                            width: day.cornered ? 0 : implicitWidth
                                            visible: !day.cornered
                                            color: day.modelData.today ? Tokens.primaryTextGold : day.modelData.past ? Tokens.past : screen.groupInk(turn.modelData.group)
                                            font.pixelSize: Tokens.px(28)
                                            font.weight: Font.Bold
                                            text: turn.modelData.group
                                        }

                                        FitLabel {
                                            anchors.left: letter.right
                                            anchors.leftMargin: day.cornered ? 0 : Tokens.px(6)
                                            anchors.right: parent.right
                                            anchors.rightMargin: Tokens.px(6)
                                            y: day.cornered ? Tokens.px(42) : (parent.height - height) / 2
                                            height: day.cornered ? parent.height - y : Math.min(parent.height, font.pixelSize * (lengthy ? 2.6 : 1.3))
                                            color: day.ink
                                            font.pixelSize: Tokens.px(day.cornered ? 42 : 34)
                                            font.weight: turn.modelData.special ? Font.Bold : Font.Medium
                                            text: turn.modelData.person + (turn.modelData.special ? " ★" : turn.modelData.swapped ? " ⇄" : "")
                                        }
                                    }
                                }
                            }
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
