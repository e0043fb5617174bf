pragma ComponentBehavior: Bound

import QtQuick

// So many days until something that everybody should keep in mind.
SlideFrame {
    id: slide

    required property string category
    required property string tone
    required property string title
    required property string number
    required property string unit
    required property string words
    required property string when
    required property string line

    carded: Tokens.portrait
    thread: Tokens.tone(tone)

    Chip {
        id: kind

        y: Tokens.px(Tokens.portrait ? 48 : 0)
        color: Tokens.toneSoft(slide.tone)
        ink: Tokens.toneInk(slide.tone)
        strong: true
        text: slide.category
    }

    FitLabel {
        id: title

        y: kind.y + kind.height + Tokens.px(20)
        width: Tokens.ribbon ? parent.width * 0.55 : parent.width
        height: Tokens.ribbon ? about.y - y : Tokens.titleSize * (lengthy ? 2.7 : 1.4)
        font.family: Tokens.serif
        font.pixelSize: Tokens.titleSize * (Tokens.portrait || Tokens.ribbon ? 0.92 : 1)
        font.weight: Font.Bold
        text: slide.title
    }

    Row {
        id: count

        readonly property real above: Tokens.ribbon ? 0 : title.y + title.height
        readonly property real below: Tokens.ribbon ? parent.height : about.y
        readonly property real size: Math.min((below - above) * 0.66, Tokens.px(Tokens.portrait ? 420 : 330))

        x: Tokens.ribbon ? parent.width * 0.78 - width / 2 : (parent.width - width) / 2
        y: above + (below - above - height) / 2
        scale: Math.min(1, (Tokens.ribbon ? parent.width * 0.4 : parent.width) / Math.max(1, width))
        spacing: Tokens.px(28)

        Label {
            anchors.baseline: number.visible ? number.baseline : undefined
            font.pixelSize: slide.number === "" ? Math.min(count.size * 0.5, Tokens.px(170)) : Tokens.headingSize * 1.2
            font.weight: Font.Bold
            color: slide.number === "" ? Tokens.toneInk(slide.tone) : Tokens.ink
            text: slide.words
            visible: text !== ""
        }

        Label {
            id: number

            height: count.size * 1.1
            color: Tokens.toneInk(slide.tone)
            font.pixelSize: Math.max(1, count.size)
            font.weight: Font.Bold
            text: slide.number
            visible: text !== ""
        }

        Label {
            anchors.baseline: number.baseline
            font.pixelSize: Tokens.headingSize * 1.2
            font.weight: Font.Bold
            text: slide.unit
            visible: slide.number !== ""
        }
    }

    Column {
        id: about

        y: parent.height - height - Tokens.px(Tokens.portrait ? 56 : 12)
        width: Tokens.ribbon ? parent.width * 0.55 : parent.width

        FitLabel {
            width: parent.width
            font.pixelSize: Tokens.factSize
            text: slide.when
            visible: text !== ""
        }

        FitLabel {
            width: parent.width
            color: Tokens.muted
            font.pixelSize: Tokens.labelSize
            text: slide.line
            visible: text !== ""
        }
    }
}
