pragma ComponentBehavior: Bound

import QtQuick

// A day on the week's time line: the date at the line, and beside it what happens, each on a line of its own.
Item {
    id: day

    required property var about
    required property real lineHeight
    property bool touched: false
    // where lines are high, what happens stands above when and where
    readonly property bool stacked: width < Tokens.px(1000) && lineHeight >= Tokens.px(84)
    readonly property real textSize: Math.min(Tokens.px(52), lineHeight * (stacked ? 0.42 : 0.56))
    readonly property int from: Tokens.px(208)
    readonly property color ink: day.about.past ? Tokens.past : Tokens.ink
    readonly property int lines: Math.max(1, day.about.events.length + (day.about.more === "" ? 0 : 1))

    signal opened(item: string)

    implicitHeight: lines * lineHeight

    Rectangle {
        id: when

        y: (day.lineHeight - height) / 2
        width: Tokens.px(164)
        height: Math.min(day.lineHeight - Tokens.px(4), Tokens.px(72))
        color: day.about.today ? Tokens.primary : "transparent"
        radius: height / 2

        FitLabel {
            anchors.centerIn: parent
            width: parent.width - Tokens.px(16)
            height: parent.height
            color: day.about.today ? Tokens.primaryText : day.ink
            font.pixelSize: day.textSize * 0.92
            font.weight: day.about.today ? Font.Bold : Font.Medium
            horizontalAlignment: Text.AlignHCenter
            text: day.about.weekday + " " + day.about.date
            whole: true
        }
    }

    Rectangle {
        x: Tokens.px(184) - width / 2
        width: Tokens.px(4)
        height: parent.height
        color: Tokens.line
    }

    Rectangle {
        x: Tokens.px(184) - width / 2
        y: day.lineHeight / 2 - height / 2
        width: Tokens.px(day.about.today ? 26 : 18)
        height: width
        color: day.about.today ? Tokens.accent : day.about.events.length > 0 && !day.about.past ? Tokens.primaryInk : Tokens.dot
        radius: width / 2
    }

    FitLabel {
        x: day.from
        width: parent.width - x
        height: day.lineHeight
        color: Tokens.muted
        font.pixelSize: day.textSize * 0.8
        text: [day.about.mark, day.about.festival].filter(part => part !== "").join(" ")
        visible: day.about.events.length === 0
    }

    Column {
        x: day.from
        width: parent.width - x

        Repeater {
            model: day.about.events

            Item {
                id: event

                required property var modelData
                // of the day, which may be gone a moment before its events
                readonly property bool stacked: day.stacked
                readonly property bool touched: day.touched
                readonly property real textSize: day.textSize
                readonly property color ink: modelData.past ? Tokens.past : Tokens.ink
                readonly property real areaWidth: modelData.area === "" ? 0 : Math.min(Tokens.px(190), width * 0.24)
                readonly property real aside: event.touched && modelData.item !== "" ? Tokens.px(36) : 0
                readonly property real from: hours.x + hours.width + (hours.width > 0 ? Tokens.px(12) : 0)
                readonly property real beside: width - aside - areaWidth - Tokens.px(12) - from
                // a finger's height takes two lines: whom it concerns stands below the title where there is no room beside it
                readonly property bool below: !event.stacked && event.touched && areaWidth > 0 && (titleMeasure.advanceWidth > beside || areaMeasure.advanceWidth > areaWidth)

                width: parent ? (parent as Item).width : 0
                height: day.lineHeight

                TextMetrics {
                    id: titleMeasure

                    font.family: Tokens.sans
                    font.pixelSize: event.textSize
                    font.weight: Font.Bold
                    text: event.modelData.title
                }

                TextMetrics {
                    id: areaMeasure

                    font.family: Tokens.sans
                    font.pixelSize: event.textSize * 0.8
                    text: event.modelData.area
                }

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Tokens.px(10)
                    height: day.lineHeight * 0.6
                    color: event.modelData.past ? Tokens.dot : Tokens.tone(event.modelData.tone)
                    radius: width / 2
                }

                FitLabel {
                    id: hours

                    x: Tokens.px(26)
                    y: event.stacked ? title.y + title.height : 0
                    width: event.modelData.hours === "" ? 0 : event.stacked ? Math.min(event.textSize * 5.2, natural) : Tokens.px(216)
                    height: event.stacked ? event.height * 0.34 : event.height
                    color: event.modelData.past ? Tokens.past : Tokens.muted
                    font.pixelSize: event.textSize * (event.stacked && event.modelData.area.length > 12 ? 0.66 : 0.82)
                    text: event.modelData.hours
                    whole: true
                }

                FitLabel {
                    id: title

                    x: event.stacked ? hours.x : event.from
                    y: !event.stacked ? 0 : hours.text + area.text === "" ? event.height * 0.22 : event.height * 0.1
                    width: event.stacked || event.below ? event.width - event.aside - x : event.beside
                    height: event.height * (event.stacked ? 0.54 : event.below ? 0.56 : 1)
                    color: event.ink
                    font.pixelSize: event.textSize * (event.below ? 0.88 : 1)
                    font.weight: Font.Bold
                    text: event.modelData.title
                }

                FitLabel {
                    id: area

                    x: event.stacked || event.below ? event.from : event.width - event.areaWidth - event.aside
                    y: event.below ? title.height : hours.y
                    width: event.stacked || event.below ? event.width - event.aside - x : event.areaWidth
                    height: event.below ? event.height - y : hours.height
                    color: event.modelData.past ? Tokens.past : Tokens.muted
                    font.pixelSize: event.textSize * (event.below ? 0.68 : 0.8)
                    horizontalAlignment: event.stacked || event.below ? Text.AlignLeft : Text.AlignRight
                    text: event.modelData.area
                }

                Label {
                    x: parent.width - width
                    height: parent.height
                    color: Tokens.muted
                    font.pixelSize: event.textSize
                    text: "›"
                    visible: event.touched && event.modelData.item !== ""
                }

                Loader {
                    active: event.touched && event.modelData.item !== ""
                    anchors.fill: parent
                    sourceComponent: Tap {
                        name: event.modelData.title
                        objectName: "event-" + event.modelData.item
                        radius: Tokens.px(12)
                        onTapped: day.opened(event.modelData.item)
                    }
                }
            }
        }

        FitLabel {
            x: Tokens.px(26)
            width: parent.width - x
            height: day.lineHeight
            color: Tokens.muted
            font.pixelSize: day.textSize * 0.8
            text: day.about.more
            visible: text !== ""
        }
    }
}
