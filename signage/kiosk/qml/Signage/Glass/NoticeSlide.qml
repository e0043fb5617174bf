pragma ComponentBehavior: Bound

import QtQuick

// A notice at a glance: its title and its facts.
SlideFrame {
    id: slide

    required property string category
    required property string tone
    required property string when
    required property string title
    required property int titleSize
    required property var facts
    required property int factSize
    required property int factLabel
    required property string pageWords
    required property string qr
    required property string number
    required property string issuer
    required property string issued
    required property bool onWall

    thread: Tokens.tone(tone)

    NoticeHead {
        id: head

        width: Tokens.lead > 0 ? Tokens.lead : parent.width
        category: slide.category
        pageWords: slide.pageWords
        room: Tokens.lead > 0 ? source.y - wordsTop - Tokens.px(12) : 0
        size: slide.titleSize
        title: slide.title
        tone: slide.tone
        when: slide.when
    }

    Column {
        id: list

        // what is left over is shared out, so that few facts breathe and many still fit
        readonly property real natural: {
            let sum = 0
            for (let i = 0; i < rows.count; ++i)
                sum += (rows.itemAt(i) as FactRow)?.natural ?? 0
            return sum
        }
        readonly property real spare: (Tokens.lead > 0 ? parent.height : source.y - Tokens.px(Tokens.terse ? 14 : 20)) - y - natural

        x: Tokens.lead > 0 ? Tokens.lead + Tokens.px(40) : 0
        y: Tokens.lead > 0 ? 0 : head.height + Tokens.px(Tokens.terse ? 18 : Tokens.portrait ? 40 : 28)
        width: parent.width - x

        Repeater {
            id: rows

            model: slide.facts

            FactRow {
                required property var modelData

                width: list.width
                extra: Math.max(0, Math.min(list.spare / rows.count, Tokens.px(Tokens.portrait ? 64 : 40)))
                label: modelData.label
                labelWidth: slide.factLabel
                size: slide.factSize
                words: modelData.value
            }
        }

        Rectangle {
            width: parent.width
            height: Tokens.px(2)
            color: Tokens.line
            visible: rows.count > 0
        }
    }

    NoticeSource {
        id: source

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.portrait ? Tokens.px(Tokens.terse ? 24 : 56) : 0
        width: head.width
        issued: slide.issued
        issuer: slide.issuer
        number: slide.number
        onWall: slide.onWall
        qr: slide.qr
    }
}
