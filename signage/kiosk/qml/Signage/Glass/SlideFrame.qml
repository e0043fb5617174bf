pragma ComponentBehavior: Bound

import QtQuick

// What every slide is: opaque, so that a fade is one layer over another; `ready` when it can be shown whole.
// Where the panel is tall its content lies on a card below the duty strip, else on the paper itself.
Rectangle {
    id: frame

    property bool ready: true
    // It is whole on the glass, and nothing comes over it.
    property bool settled: false
    property bool underStrip: Tokens.portrait
    property bool carded: Tokens.portrait
    property color thread: Tokens.primary
    readonly property int inset: carded ? Tokens.px(64) : 0
    readonly property int cardTop: underStrip ? Tokens.cardTop : 0
    default property alias content: inner.data

    // What moves on it cannot go on, and why.
    signal failed(problem: string)

    color: Tokens.paper

    // The strip lies above the stage: only what is below it is this slide's own.
    Card {
        id: card

        x: 0
        y: frame.cardTop
        width: parent.width
        height: parent.height - frame.cardTop
        radius: Tokens.px(28)
        visible: frame.carded

        Rectangle {
            width: parent.width
            height: Tokens.px(14)
            color: frame.thread
        }
    }

    Item {
        id: inner

        x: frame.inset
        y: frame.cardTop + (frame.carded ? Tokens.px(14) : 0)
        width: parent.width - 2 * frame.inset
        height: parent.height - y
    }
}
